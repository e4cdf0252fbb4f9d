package io.pinpipe;

/**
 * One part of a post, as it travels on the wire: a {@link Pin}, a {@link Geo} or a {@link User}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public sealed interface PostEvent permits Pin, Geo, User {

    /**
     * The post's number, shared by its three parts; events of one index are delivered in the order they were sent.
     *
     * @return the key of the row that this event was read from
     */
    long index();

    /**
     * Which part of a post this is.
     *
     * @return the kind, never null
     */
    Kind kind();
}
