package io.pinpipe.rds;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The three tables that {@link RdsPostSource} reads, to be created, filled and dropped: for tests and demonstrations. Their
 * definitions are the resources {@code pinterest_data.sql} and {@code pinterest_data_key_index.sql}.
 *
 * <p>Each method opens its own connection and throws an {@link IllegalStateException} when the database refuses the
 * statement. Thread-safe.
 */
public final class PostTables {

    /** The names of the tables. */
    public static final List<String> NAMES = List.of("pinterest_data", "geolocation_data", "user_data");

    private static final String TABLES = "pinterest_data.sql";
    private static final String KEY_INDEX = "pinterest_data_key_index.sql";
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^--.*$");
    private static final int ROWS_A_BATCH = 1_000;

    private final RdsCredentials credentials;

    private PostTables(RdsCredentials credentials) {
        this.credentials = credentials;
    }

    /**
     * Returns the tables of a database; does not connect.
     *
     * @param credentials of a user who may create tables
     * @return the tables, which need not exist
     */
    public static PostTables of(RdsCredentials credentials) {
        return new PostTables(Objects.requireNonNull(credentials, "credentials"));
    }

    /**
     * Returns which of the three tables exist.
     *
     * @return their names; empty when none exists
     */
    public List<String> existing() {
        return connected("queried", connection -> existing(connection));
    }

    /**
     * Creates the three tables, without rows.
     *
     * @param keyIndex whether to index the key columns
     * @throws IllegalStateException also when one of them exists; then none is touched
     */
    public void create(boolean keyIndex) {
        connected("created", connection -> {
            List<String> existing = existing(connection);
            if (!existing.isEmpty()) {
                throw new IllegalStateException("database " + credentials.database() + " at " + credentials.host()
                        + " already has " + String.join(", ", existing) + ": nothing was changed");
            }
            execute(connection, TABLES);
            if (keyIndex) {
                execute(connection, KEY_INDEX);
            }
            return existing;
        });
    }

    /** Drops those of the three tables that exist, with all their rows. */
    public void drop() {
        connected("dropped", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : NAMES) {
                    statement.execute("DROP TABLE IF EXISTS `" + table + "`");
                }
                return NAMES;
            }
        });
    }

    /**
     * Inserts posts, one row for each part that a post has.
     *
     * @param posts the posts, in any order; iterated once and never held in memory as a whole
     * @param progress receives the number of posts inserted so far, after every batch and at the end
     * @return the number of posts
     */
    public long insert(Iterable<Post> posts, LongConsumer progress) {
        return connected("filled", connection -> {
            connection.setAutoCommit(false);
            try (Inserts inserts = new Inserts(connection)) {
                long count = 0;
                for (Post post : posts) {
                    inserts.add(post);
                    if (++count % ROWS_A_BATCH == 0) {
                        inserts.write();
                        progress.accept(count);
                    }
                }
                inserts.write();
                progress.accept(count);
                return count;
            }
        });
    }

    private static List<String> existing(Connection connection) throws SQLException {
        List<String> existing = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SHOW TABLES")) {
            while (tables.next()) {
                existing.add(tables.getString(1));
            }
        }
        existing.retainAll(NAMES);
        return existing;
    }

    private static void execute(Connection connection, String resource) throws SQLException {
        String script = COMMENT_LINE.matcher(text(resource)).replaceAll("");
        try (Statement statement = connection.createStatement()) {
            for (String command : script.strip().split(";", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        }
    }

    private static String text(String resource) {
        try (InputStream in = RdsPostSource.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + resource + " cannot be read", e);
        }
    }

    private <T> T connected(String done, Work<T> work) {
        try (Connection connection = credentials.connect()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the three tables of database " + credentials.database() + " at " + credentials.host()
                            + " could not be " + done + ": " + e.getMessage(),
                    e);
        }
    }

    /** An operation on a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** One batch of rows for each table. */
    private static final class Inserts implements AutoCloseable {

        private final Connection connection;
        private final PreparedStatement pins;
        private final PreparedStatement places;
        private final PreparedStatement users;

        Inserts(Connection connection) throws SQLException {
            this.connection = connection;
            this.pins = prepare("`pinterest_data` (`index`, `unique_id`, `title`, `description`, `poster_name`,"
                    + " `follower_count`, `tag_list`, `is_image_or_video`, `image_src`, `downloaded`, `save_location`,"
                    + " `category`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            this.places = prepare("`geolocation_data` (`ind`, `timestamp`, `latitude`, `longitude`, `country`)"
                    + " VALUES (?, ?, ?, ?, ?)");
            this.users = prepare(
                    "`user_data` (`ind`, `first_name`, `last_name`, `age`, `date_joined`)" + " VALUES (?, ?, ?, ?, ?)");
        }

        private PreparedStatement prepare(String tableAndValues) throws SQLException {
            return connection.prepareStatement("INSERT INTO " + tableAndValues);
        }

        void add(Post post) throws SQLException {
            Pin pin = post.pin();
            if (pin != null) {
                add(
                        pins,
                        pin.index(),
                        pin.uniqueId(),
                        pin.title(),
                        pin.description(),
                        pin.posterName(),
                        pin.followerCount(),
                        pin.tagList(),
                        pin.isImageOrVideo(),
                        pin.imageSrc(),
                        pin.downloaded(),
                        pin.saveLocation(),
                        pin.category());
            }
            Geo geo = post.geo();
            if (geo != null) {
                add(places, geo.index(), geo.timestamp(), geo.latitude(), geo.longitude(), geo.country());
            }
            User user = post.user();
            if (user != null) {
                add(users, user.index(), user.firstName(), user.lastName(), user.age(), user.dateJoined());
            }
        }

        private static void add(PreparedStatement statement, @Nullable Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.addBatch();
        }

        void write() throws SQLException {
            pins.executeBatch();
            places.executeBatch();
            users.executeBatch();
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            pins.close();
            places.close();
            users.close();
        }
    }
}
