package io.pinpipe.clean;

import io.pinpipe.Kind;

/**
 * One part of a post after cleaning: a {@link CleanPin}, a {@link CleanGeo} or a {@link CleanUser}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public sealed interface CleanEvent permits CleanPin, CleanGeo, CleanUser {

    /**
     * The post's number, shared by its three parts; the key of every join.
     *
     * @return the number, as it was before cleaning
     */
    long ind();

    /**
     * Which part of a post this is.
     *
     * @return the kind, never null
     */
    Kind kind();
}
