package io.pinpipe.engine;

import org.jspecify.annotations.Nullable;

/** Takes accepted entries to the far side and ends each exactly once. */
interface Carrier {

    /** Why an entry of this size cannot be carried at all, or null when it can. */
    @Nullable
    String tooLarge(Entry entry);

    /** Takes an entry over; ends it with {@code CLOSED} when {@link #abandon} was called before. */
    void accept(Entry entry);

    /** Sends at once what has been accepted. */
    void push();

    /** Ends every entry that is left with {@code CLOSED}. */
    void abandon();

    /** Releases the transport, after {@link #abandon}. */
    void close();
}
