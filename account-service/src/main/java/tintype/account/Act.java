package tintype.account;

import tintype.account.v1.StaffAct.Kind;

/**
 * Something that is to be done to an account.
 *
 * @param id of the act; one with an id that was done before does nothing
 * @param staff who does it; 0 for the installation itself
 * @param byAdmin whether it may be done to an account of staff
 * @param decided whether it was decided on a report, so that the log of decisions has it already
 */
record Act(
    long id, Kind kind, long staff, boolean byAdmin, boolean decided, String reason, long micros) {}
