package io.pinpipe.kafka;

import java.util.Locale;

/** How the producer compresses its batches; Kafka's {@code compression.type}. Consumers decompress by themselves. */
public enum Compression {
    /** Uncompressed. */
    NONE,
    /** Small, and slow to compress. */
    GZIP,
    /** Fast, with a native library. */
    SNAPPY,
    /** Fast and about half the size; falls back to Java if its native library does not load. */
    LZ4,
    /** Smallest for its speed; uses a native library and native memory. */
    ZSTD;

    String propertyValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
