package tintype.benchmarks.compare;

import java.util.List;

/**
 * What the engine has to reach beside its peers, from the figures of a report. What runs in the JVM
 * never waits, so its CPU is its time on a quiet machine, and nearly so on a busy one.
 */
final class Bars {
  private Bars() {}

  static List<Bar> of(Report report) {
    double engine = report.of("A", InProcess.ENGINE.label()).cpuMicros();
    double floor = report.of("A", InProcess.FLOOR.label()).cpuMicros();
    double hashMap = report.of("A", InProcess.HASH_MAP.label()).cpuMicros();
    double chronicle = report.of("A", InProcess.CHRONICLE.label()).cpuMicros();
    double bigEngine = report.of("A'", InProcess.ENGINE.label()).cpuMicros();
    double bigFloor = report.of("A'", InProcess.FLOOR.label()).cpuMicros();
    Row list = report.of("C", RedisRows.READ);
    Row grpc = report.of("C", RedisRows.GRPC);
    double fanOut = report.of("D", RedisRows.FAN_OUT).cpuMicros();
    double append = report.of("D", JmhRuns.APPEND).cpuMicros();
    double appendWarm = report.of("D", JmhRuns.APPEND_WARM).cpuMicros();
    double apply = report.of("D", JmhRuns.APPLY).cpuMicros();
    double applyWarm = report.of("D", JmhRuns.APPLY_WARM).cpuMicros();
    double one = report.of("D", JmhRuns.ONE_FOLLOWER).cpuMicros();
    double many = report.of("D", JmhRuns.MANY_FOLLOWERS).cpuMicros();
    double join = report.of("E", SqlRows.JOIN).micros();
    return List.of(
        Bar.atMost("A", "a feed inside the engine, us", engine, 4),
        Bar.atMost("A", "a feed inside the engine / the bare gather", engine / floor, 5),
        Bar.atLeast("A", "hash map and queue / engine", hashMap / engine, 10),
        Bar.atLeast("A", "Chronicle's API / engine", chronicle / engine, 25),
        Bar.atMost(
            "A'", "a feed of many authors less the bare gather, us", bigEngine - bigFloor, 3.5),
        Bar.atLeast(
            "C", "CPU of Redis a read / CPU inside the engine", list.cpuMicros() / engine, 3),
        Bar.atLeast(
            "C", "CPU of Redis a read / CPU of our server", list.cpuMicros() / grpc.cpuMicros(), 3),
        Bar.atLeast(
            "C",
            "rate of our server / rate of Redis, 32 connections",
            grpc.rate() / list.rate(),
            2),
        Bar.atLeast("D", "Redis' fan-out to 500 / " + JmhRuns.APPEND, fanOut / append, 50_000),
        Bar.atLeast(
            "D", "Redis' fan-out to 500 / " + JmhRuns.APPEND_WARM, fanOut / appendWarm, 50_000),
        Bar.atLeast("D", "Redis' fan-out to 500 / " + JmhRuns.APPLY, fanOut / apply, 5_000),
        Bar.atLeast(
            "D", "Redis' fan-out to 500 / " + JmhRuns.APPLY_WARM, fanOut / applyWarm, 5_000),
        Bar.atMost("D", "a post to many followers / a post to one", many / one, 1.2),
        Bar.atLeast("E", "p50 of the SQL join / a feed inside the engine", join / engine, 200));
  }
}
