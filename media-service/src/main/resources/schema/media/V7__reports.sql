-- Reports, in the shard of who reports: user_id. target_kind: 1 post, 3 account. reason: the number of a
-- tintype.media.v1.Report.Reason. words: what the reporter says.
CREATE TABLE report (
  user_id BIGINT NOT NULL,
  target_kind TINYINT NOT NULL,
  target_id BIGINT NOT NULL,
  target_owner BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  reason TINYINT NOT NULL,
  words TEXT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, target_kind, target_id) COMMENT 'MySqlReportStore: one report',
  KEY report_by_time (user_id, create_micros) COMMENT 'MySqlReportStore: how many an account has made of late'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- All reports of one thing, for staff; written from the change log. A case lies in one of a few queues,
-- by what it is about, so that staff find cases without asking all shards. resolved: 0 or 1. open_micros:
-- the first report since it was opened. reasons: a bit (1 << number) for each that somebody gives.
-- details: a StoredCase. claim_micros: when the claim lapses, 0 for none. decision: the number of a
-- tintype.media.v1.ModerationAction.Kind, 0 for none.
CREATE TABLE moderation_case (
  queue_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  target_kind TINYINT NOT NULL,
  target_id BIGINT NOT NULL,
  target_owner BIGINT NOT NULL,
  resolved TINYINT NOT NULL,
  reports INT NOT NULL,
  reasons INT NOT NULL,
  details MEDIUMBLOB NOT NULL,
  open_micros BIGINT NOT NULL,
  last_micros BIGINT NOT NULL,
  claimer_id BIGINT NOT NULL,
  claim_micros BIGINT NOT NULL,
  decision TINYINT NOT NULL,
  decider_id BIGINT NOT NULL,
  note VARCHAR(500) NOT NULL,
  resolve_micros BIGINT NOT NULL,
  PRIMARY KEY (queue_id, case_id) COMMENT 'MySqlCaseStore: one case',
  UNIQUE KEY case_by_target (queue_id, target_kind, target_id) COMMENT 'MySqlCaseIntake: the case of a thing',
  KEY case_by_age (queue_id, resolved, open_micros, case_id) COMMENT 'CaseListQuery: cases of a queue, opened first first',
  KEY case_by_reports (queue_id, resolved, reports, case_id) COMMENT 'CaseListQuery: cases of a queue, most reported first'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Whose reports a case has counted: news that comes again counts nobody twice.
CREATE TABLE case_reporter (
  queue_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  reporter_id BIGINT NOT NULL,
  PRIMARY KEY (queue_id, case_id, reporter_id) COMMENT 'MySqlCaseIntake: whether a report was counted'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What staff have done, by whom (0: nobody), to what, when and why. But for pending a row is never
-- changed. kind: the number of a tintype.media.v1.ModerationAction.Kind. case_id: 0 where it was done
-- without a report. pending: 1 until what follows from a decision is done.
CREATE TABLE moderation_action (
  queue_id BIGINT NOT NULL,
  action_id BIGINT NOT NULL,
  kind TINYINT NOT NULL,
  staff_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  target_kind TINYINT NOT NULL,
  target_id BIGINT NOT NULL,
  target_owner BIGINT NOT NULL,
  note VARCHAR(500) NOT NULL,
  detail VARCHAR(100) NOT NULL,
  pending TINYINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (queue_id, action_id) COMMENT 'MySqlActionStore: actions newest first, one to settle',
  KEY action_pending (queue_id, pending, action_id) COMMENT 'MySqlActionStore: those to be done'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
