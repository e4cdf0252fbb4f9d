package io.pinpipe.testkit.servers;

import org.jspecify.annotations.Nullable;

/**
 * A record as a broker holds it.
 *
 * @param topic the topic
 * @param partition the partition, from 0
 * @param offset the record's place in the partition, from 0
 * @param key the key read as UTF-8, or null when it has none
 * @param value the value read as UTF-8, or null when it has none
 */
public record StoredRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String value) {}
