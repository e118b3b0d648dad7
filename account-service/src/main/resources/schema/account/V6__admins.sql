-- That there is always an admin.

ALTER TABLE account
  ADD KEY account_by_roles (roles, state) COMMENT 'LastAdmin: the admins that are active';

-- One row, of user_id 0. Whoever takes an admin away locks it first, in whichever shard the admin lies:
-- so of two who do that at once, the second sees what the first has done. turns counts them.
CREATE TABLE admin_turn (
  user_id BIGINT NOT NULL,
  turns BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'LastAdmin: the one row'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
