package io.pinpipe;

import java.util.Iterator;

/** An iterator over posts in index order that reads from the source on demand. Close it after use. Not thread-safe. */
public interface PostScan extends Iterator<Post>, AutoCloseable {

    /** Ends the scan and releases its connections. Idempotent. */
    @Override
    void close();
}
