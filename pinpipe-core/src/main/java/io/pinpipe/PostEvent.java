package io.pinpipe;

/**
 * One part of a post: a {@link Pin}, a {@link Geo} or a {@link User}.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface PostEvent permits Pin, Geo, User {

    /**
     * Returns the post's index, shared by its three parts; events with the same index are delivered in the order in
     * which they were sent.
     *
     * @return the primary key of the row that this event was read from
     */
    long index();

    /**
     * Returns which part of a post this is.
     *
     * @return the kind, never null
     */
    Kind kind();
}
