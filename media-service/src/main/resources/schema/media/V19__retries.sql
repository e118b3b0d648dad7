-- retry_micros: not to be published before that, since it could not be when it was tried last; 0 where it
-- was not tried since it was planned or edited. next_try_micros: when it is due; 0 where it is not planned.
ALTER TABLE draft
  ADD COLUMN retry_micros BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN next_try_micros BIGINT GENERATED ALWAYS AS (GREATEST(publish_micros, retry_micros)) STORED,
  DROP KEY due,
  ADD KEY due (next_try_micros, user_id, draft_id) COMMENT 'MySqlDraftStore: drafts whose time has come, earliest first';

-- try_micros: what follows from it is not tried before that, since it failed; 0 where it never did.
ALTER TABLE moderation_action
  ADD COLUMN try_micros BIGINT NOT NULL DEFAULT 0,
  DROP KEY action_pending,
  ADD KEY action_pending (queue_id, pending, try_micros, action_id) COMMENT 'MySqlActionStore: those to be done, earliest first';

-- told_micros: when the topic's page was told; 0 where that was long ago, or is to come.
ALTER TABLE post_former_topic
  ADD COLUMN told_micros BIGINT NOT NULL DEFAULT 0;
