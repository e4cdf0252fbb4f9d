package io.pinpipe;

/** The kinds of event that make up a post, in the order in which a post sends them. */
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
     * Returns the kind's name as used in topic and stream names.
     *
     * @return {@code pin}, {@code geo} or {@code user}
     */
    public String label() {
        return label;
    }
}
