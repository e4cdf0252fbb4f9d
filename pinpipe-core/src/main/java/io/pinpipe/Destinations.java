package io.pinpipe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which topic or stream each kind of event goes to.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Destinations {

    /** What Kafka and Kinesis both accept: letters, digits, {@code . _ -}; Kafka allows 249 characters. */
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private final Map<Kind, String> names;

    private Destinations(Map<Kind, String> names) {
        this.names = names;
    }

    /**
     * Kafka topics named {@code <userId>.pin}, {@code <userId>.geo} and {@code <userId>.user}.
     *
     * @param userId the topics' prefix, such as {@code 0a1d8948160f}
     * @return the three topics
     * @throws IllegalArgumentException when the names would not be legal topic names
     */
    public static Destinations topics(String userId) {
        return of(userId + ".pin", userId + ".geo", userId + ".user");
    }

    /**
     * Kinesis streams named {@code streaming-<userId>-pin}, {@code …-geo} and {@code …-user}.
     *
     * @param userId the middle part of the streams' names
     * @return the three streams
     * @throws IllegalArgumentException when the names would not be legal stream names
     */
    public static Destinations streams(String userId) {
        String prefix = "streaming-" + userId + "-";
        return of(prefix + "pin", prefix + "geo", prefix + "user");
    }

    /**
     * One destination for all three kinds.
     *
     * @param name the topic or stream
     * @return the same name for every kind
     * @throws IllegalArgumentException when the name is not legal
     */
    public static Destinations shared(String name) {
        return of(name, name, name);
    }

    /**
     * A name of one's own for each kind.
     *
     * @param pin where pins go
     * @param geo where places and times go
     * @param user where users go
     * @return the three destinations
     * @throws IllegalArgumentException when a name is not legal
     */
    public static Destinations of(String pin, String geo, String user) {
        Map<Kind, String> names = new EnumMap<>(Kind.class);
        names.put(Kind.PIN, legal(pin));
        names.put(Kind.GEO, legal(geo));
        names.put(Kind.USER, legal(user));
        return new Destinations(names);
    }

    /**
     * Where events of a kind go.
     *
     * @param kind the kind
     * @return the topic or stream
     */
    public String of(Kind kind) {
        return Objects.requireNonNull(names.get(kind));
    }

    /**
     * Every destination once.
     *
     * @return one to three names, in the order pin, geo, user
     */
    public List<String> all() {
        return names.values().stream().distinct().toList();
    }

    @Override
    public String toString() {
        return String.join(", ", all());
    }

    private static String legal(String name) {
        if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException("'" + name
                    + "' is not a legal topic or stream name: use 1 to 249 letters, digits, '.', '_' or '-'");
        }
        return name;
    }
}
