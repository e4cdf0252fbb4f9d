-- Gives each of the three tables an index on its key, which also keeps a key from occurring twice.

ALTER TABLE `pinterest_data` ADD PRIMARY KEY (`index`);

ALTER TABLE `geolocation_data` ADD PRIMARY KEY (`ind`);

ALTER TABLE `user_data` ADD PRIMARY KEY (`ind`);
