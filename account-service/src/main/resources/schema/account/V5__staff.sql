-- What staff do to accounts. Every row lies in the shard of the account that it is about.

-- roles: 1 moderator, 2 admin, 3 both.
ALTER TABLE account
  ADD COLUMN roles TINYINT NOT NULL DEFAULT 0,
  ADD KEY account_by_username (username) COMMENT 'AccountListQuery: accounts by name',
  ADD KEY account_by_state (state, username) COMMENT 'AccountListQuery: accounts of one state by name';

-- Suspensions that last. former_state is what the account goes back to; end_micros is NULL where there
-- is no end.
CREATE TABLE suspension (
  user_id BIGINT NOT NULL,
  former_state TINYINT NOT NULL,
  reason VARCHAR(500) NOT NULL,
  start_micros BIGINT NOT NULL,
  end_micros BIGINT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlSuspensions: those of some accounts',
  KEY suspension_by_end (end_micros) COMMENT 'MySqlSuspensions: those that are over'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What was done to accounts, by whom (0: the installation itself), when and why. A row is never changed.
-- kind: the number of a tintype.account.v1.StaffAct.Kind. decided: 1 where it was decided on a report.
CREATE TABLE staff_act (
  user_id BIGINT NOT NULL,
  act_id BIGINT NOT NULL,
  kind TINYINT NOT NULL,
  staff_id BIGINT NOT NULL,
  reason VARCHAR(500) NOT NULL,
  detail VARCHAR(100) NOT NULL,
  decided TINYINT NOT NULL,
  act_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, act_id) COMMENT 'ActTransaction: whether an act was done'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
