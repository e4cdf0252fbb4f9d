package io.pinpipe.testkit;

import java.time.LocalDateTime;

/** A poster: everything that is the same in all its posts. */
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
