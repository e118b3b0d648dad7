package tintype.testkit;

/**
 * What every {@link tintype.platform.changelog.ChangeLog} keeps to. Implement the abstract methods
 * in a test class; the databases have the platform's tables, of which {@code request} stands for
 * any table of facts.
 */
public interface ChangeLogContract extends ChangeLogDelivery, ChangeLogPositions, ChangeLogLosses {}
