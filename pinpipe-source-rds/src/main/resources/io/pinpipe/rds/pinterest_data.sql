-- The three tables, without an index on their keys. Run pinterest_data_key_index.sql as well, unless a table has to be
-- like one that was made without: reading by index and in order is much faster with it.

CREATE TABLE `pinterest_data` (
  `index` INT NOT NULL,
  `unique_id` VARCHAR(255),
  `title` TEXT,
  `description` TEXT,
  `poster_name` TEXT,
  `follower_count` VARCHAR(255),
  `tag_list` TEXT,
  `is_image_or_video` VARCHAR(255),
  `image_src` TEXT,
  `downloaded` INT,
  `save_location` TEXT,
  `category` VARCHAR(255)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE `geolocation_data` (
  `ind` INT NOT NULL,
  `timestamp` DATETIME,
  `latitude` FLOAT,
  `longitude` FLOAT,
  `country` VARCHAR(255)
) DEFAULT CHARACTER SET utf8mb4;

CREATE TABLE `user_data` (
  `ind` INT NOT NULL,
  `first_name` VARCHAR(255),
  `last_name` VARCHAR(255),
  `age` INT,
  `date_joined` DATETIME
) DEFAULT CHARACTER SET utf8mb4;
