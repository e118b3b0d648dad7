package tintype.benchmarks.compare;

import tintype.engine.FeedReader;

/** The largest of the ids offered, in a heap of plain longs whose root is the least of them. */
final class Newest {
  private final long[] heap = new long[FeedReader.MAX_LIMIT];
  private int most;
  private int size;

  void reset(int limit) {
    most = limit;
    size = 0;
  }

  int size() {
    return size;
  }

  /** Whether the id is too old, and whatever is older. */
  boolean refuses(long id) {
    return size == most && id <= heap[0];
  }

  void offer(long id) {
    if (refuses(id)) {
      return;
    }
    if (size < most) {
      rise(id, size++);
    } else {
      sink(id, size);
    }
  }

  /** Takes all out, newest first. */
  void drainTo(long[] out) {
    while (size > 0) {
      long least = heap[0];
      size--;
      out[size] = least;
      sink(heap[size], size);
    }
  }

  private void rise(long id, int from) {
    int place = from;
    while (place > 0 && heap[(place - 1) >>> 1] > id) {
      heap[place] = heap[(place - 1) >>> 1];
      place = (place - 1) >>> 1;
    }
    heap[place] = id;
  }

  /** Puts an id in place of the root. */
  private void sink(long id, int end) {
    int place = 0;
    for (int child = 1; child < end; child = 2 * place + 1) {
      if (child + 1 < end && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= id) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = id;
  }
}
