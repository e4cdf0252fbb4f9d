package io.pinpipe;

import java.util.Iterator;

/** A pass over posts in index order, to be closed; {@code next} reads on as needed. Not thread-safe. */
public interface PostScan extends Iterator<Post>, AutoCloseable {

    /** Ends the pass and gives back its connections. A second call has no effect. */
    @Override
    void close();
}
