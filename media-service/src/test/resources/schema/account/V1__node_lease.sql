-- What minting ids needs of keyspace account; the whole of it is account-service's.
CREATE TABLE node_lease (
  node INT NOT NULL,
  holder VARCHAR(64) NOT NULL,
  lease_until_micros BIGINT NOT NULL,
  last_millis BIGINT NOT NULL,
  PRIMARY KEY (node) COMMENT 'NodeLease: one number, the highest number',
  KEY node_lease_by_end (lease_until_micros) COMMENT 'NodeLease: numbers that are free again'
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
