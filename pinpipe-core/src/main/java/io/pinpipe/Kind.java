package io.pinpipe;

/** The three kinds of event that a post consists of, in the order in which a post sends them. */
public enum Kind {
    /** What was pinned: a row of {@code pinterest_data}. */
    PIN("pin"),
    /** Where and when it was posted: a row of {@code geolocation_data}. */
    GEO("geo"),
    /** Who posted it: a row of {@code user_data}. */
    USER("user");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    /**
     * The kind's name in topic and stream names.
     *
     * @return {@code pin}, {@code geo} or {@code user}
     */
    public String label() {
        return label;
    }
}
