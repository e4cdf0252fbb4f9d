package io.pinpipe.testkit;

import java.time.LocalDateTime;

/** Who posts: all that is the same in every post of one poster. */
record Poster(
        String name,
        String followerCount,
        String firstName,
        String lastName,
        int age,
        LocalDateTime dateJoined,
        double latitude,
        double longitude,
        String country) {}
