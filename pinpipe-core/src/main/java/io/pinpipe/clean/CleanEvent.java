package io.pinpipe.clean;

import io.pinpipe.Kind;

/**
 * One part of a post after cleaning: a {@link CleanPin}, a {@link CleanGeo} or a {@link CleanUser}.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface CleanEvent permits CleanPin, CleanGeo, CleanUser {

    /**
     * Returns the post's index, shared by its three parts; the key of every join.
     *
     * @return the index, unchanged by cleaning
     */
    long index();

    /**
     * Returns which part of a post this is.
     *
     * @return the kind, never null
     */
    Kind kind();
}
