-- Who people are. Every row lies in the shard of its account.

-- state: 0 active, 1 deactivated, 2 suspended, 3 deleted; whatever is not 0 is hidden from all others.
-- username is the name in use, a copy of the claim below in the same shard, so that a page head is one
-- read. password_hash is a PHC string; NULL means that nobody can log in as this account.
CREATE TABLE account (
  user_id BIGINT NOT NULL,
  username VARCHAR(30) NOT NULL,
  full_name VARCHAR(100) NOT NULL,
  bio VARCHAR(150) NOT NULL,
  website VARCHAR(255) NOT NULL,
  email VARCHAR(254) NULL,
  phone VARCHAR(16) NULL,
  email_verified TINYINT NOT NULL,
  phone_verified TINYINT NOT NULL,
  birthday DATE NULL,
  password_hash VARCHAR(255) NULL,
  is_private TINYINT NOT NULL,
  is_verified TINYINT NOT NULL,
  state TINYINT NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlAccounts: accounts by id, the password of one'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Claims to names, folded to lower case. release_micros is NULL while the name is in use; a freed
-- name stays claimed until then. Unique everywhere: by the key on one database, by the vindex
-- username_name across shards.
CREATE TABLE username (
  user_id BIGINT NOT NULL,
  name VARCHAR(30) NOT NULL,
  release_micros BIGINT NULL,
  PRIMARY KEY (user_id, name) COMMENT 'MySqlUsernames: the end of one claim',
  UNIQUE KEY username_by_name (name) COMMENT 'MySqlUsernames: who claims names'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The request that made an account, without its password; unique everywhere, as names are.
CREATE TABLE registration (
  user_id BIGINT NOT NULL,
  request_id VARCHAR(36) NOT NULL,
  fingerprint VARBINARY(32) NOT NULL,
  create_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id) COMMENT 'MySqlAccounts: what made an account',
  UNIQUE KEY registration_by_request (request_id) COMMENT 'MySqlAccounts: whether a request id was used'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Sessions. refresh_hash is the SHA-256 of the secret in the one refresh token that is good now;
-- generation counts how often it was renewed. end_micros is NULL while the session lasts.
CREATE TABLE session (
  user_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  refresh_hash VARBINARY(32) NOT NULL,
  generation INT NOT NULL,
  device VARCHAR(100) NOT NULL,
  create_micros BIGINT NOT NULL,
  refresh_micros BIGINT NOT NULL,
  expire_micros BIGINT NOT NULL,
  end_micros BIGINT NULL,
  PRIMARY KEY (user_id, session_id) COMMENT 'MySqlSessions: one session',
  KEY session_by_device (user_id, device) COMMENT 'MySqlSessions: whether a device is familiar',
  KEY session_by_end (end_micros, session_id) COMMENT 'MySqlSessions: sessions that ended since a time'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Wrong passwords of late, counted apart for devices that have logged in before and for all others.
-- A login that is nobody's counts under a negative number made of its text, so that it answers, and
-- takes as long, as an account.
CREATE TABLE login_try (
  user_id BIGINT NOT NULL,
  familiar TINYINT NOT NULL,
  failures INT NOT NULL,
  last_micros BIGINT NOT NULL,
  PRIMARY KEY (user_id, familiar) COMMENT 'MySqlLoginTries: one count',
  KEY login_try_by_time (last_micros) COMMENT 'LoginTrySweeper: forgotten counts'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The vindexes' own tables, used by vtgate alone.
CREATE TABLE username_lookup (
  name VARCHAR(30) NOT NULL,
  keyspace_id VARBINARY(128) NOT NULL,
  PRIMARY KEY (name) COMMENT 'vindex username_name'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE registration_lookup (
  request_id VARCHAR(36) NOT NULL,
  keyspace_id VARBINARY(128) NOT NULL,
  PRIMARY KEY (request_id) COMMENT 'vindex registration_request'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
