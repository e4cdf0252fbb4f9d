package io.pinpipe.rds;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.PostSource.IndexRange;
import io.pinpipe.SourceException;
import io.pinpipe.internal.Problems;
import io.pinpipe.internal.RunClock;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * A source of posts in the three tables of a MySQL database: {@code pinterest_data}, {@code geolocation_data} and
 * {@code user_data}, as on Amazon RDS, or in MariaDB.
 *
 * <pre>{@code
 * try (RdsPostSource posts = RdsPostSource.open(RdsCredentials.read(Path.of("db_creds.yaml")));
 *         PostSource.Scan scan = posts.scan(-1)) {
 *     scan.forEachRemaining(publisher::send);
 * }
 * }</pre>
 *
 * <p>Values are returned as stored. Latitude and longitude are what {@code SELECT} shows, six digits for a FLOAT:
 * {@code -88.8298}. Dates of DATETIME, DATE and text columns are taken literally, those of TIMESTAMP columns in UTC,
 * whatever the time zones of server and client. NULL in a text column stays null. A row is unusable,
 * {@link io.pinpipe.Reason#INVALID}, when one of its numbers or dates is NULL or unreadable, when a date is zero, when
 * another row has the same key, or when the key exceeds {@link Long#MAX_VALUE}; all rows of a table with such keys
 * count as one row of that index.
 *
 * <p>An index on the key column of each table ({@code index}, {@code ind}, {@code ind}) is optional but recommended:
 * with it {@link #fetch(List) fetch} takes no longer than reading its rows, and {@link #scan(long) scan} reads pages;
 * without it, each fetch reads the whole table, and a scan makes the server sort it first and holds one connection for
 * each table until it is closed. The indexes are inspected when the source is opened.
 *
 * <p>While the database is unavailable, every method retries for the
 * {@link Builder#retryTimeout(Duration) retry timeout}. Opening a source, which inspects the three tables, is not
 * retried. The source is read-only. Thread-safe; a scan is not.
 */
public final class RdsPostSource implements PostSource {

    /** Connections shared by all queries except those of whole tables without a key index: {@value}. */
    public static final int DEFAULT_POOL_SIZE = 4;

    /** Maximum rows of a table that a scan reads at once, given an index on its key column: {@value}. */
    public static final int DEFAULT_PAGE_SIZE = 2_000;

    /** Maximum rows of a table that one query of a fetch requests: {@value}. */
    public static final int FETCH_SIZE = 20_000;

    /** How long establishing a connection may take, including the login: 10 seconds. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long the server may take to respond within a query: 5 minutes. */
    public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofMinutes(5);

    /** How long an unavailable database is retried: 2 minutes, which the failover of an RDS instance may take. */
    public static final Duration DEFAULT_RETRY_TIMEOUT = Duration.ofMinutes(2);

    private static final BigDecimal HIGHEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Connections connections;
    private final HikariDataSource pool;
    private final Jdbi pooled;
    private final Jdbi unpooled;
    private final Retries retries;
    private final int pageSize;
    private final Map<SourceTable, TableLayout> layouts;

    private RdsPostSource(Builder builder) {
        this.pageSize = builder.pageSize;
        this.retries = new Retries(new SourceErrors(builder.credentials), builder.retryTimeout, RunClock.SYSTEM);
        this.connections = new Connections(builder.credentials, builder.connectTimeout, builder.readTimeout);
        this.unpooled = Jdbi.create(connections.dataSource());
        try {
            this.layouts = retries.once(
                    "inspecting the tables",
                    () -> unpooled.withHandle(handle -> layouts(new TableInspector(handle, builder.credentials))));
        } catch (RuntimeException failure) {
            connections.close();
            throw failure;
        }
        this.pool = new HikariDataSource(builder.pool(connections));
        this.pooled = Jdbi.create(pool);
    }

    private static Map<SourceTable, TableLayout> layouts(TableInspector inspector) {
        return SourceTable.ALL.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        inspector::inspect,
                        (one, other) -> one,
                        () -> new EnumMap<>(SourceTable.class)));
    }

    /**
     * Opens a source with default settings.
     *
     * @param credentials the server and the login
     * @return an open source
     * @throws SourceException when the database cannot be reached, or lacks a table or column
     */
    public static RdsPostSource open(RdsCredentials credentials) {
        return builder(credentials).build();
    }

    /**
     * Creates a builder.
     *
     * @param credentials the server and the login
     * @return a builder
     */
    public static Builder builder(RdsCredentials credentials) {
        return new Builder(credentials);
    }

    @Override
    public long size() {
        String counts = SourceTable.ALL.stream()
                .map(table -> "SELECT COUNT(*) FROM " + table.quotedName())
                .collect(Collectors.joining(" UNION ALL "));
        return query(
                        "counting rows",
                        handle -> handle.createQuery(counts).mapTo(Long.class).list())
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    @Override
    public Optional<IndexRange> range() {
        List<Supplier<Optional<IndexRange>>> tables = SourceTable.ALL.stream()
                .<Supplier<Optional<IndexRange>>>map(table -> () -> range(table))
                .toList();
        Stream<Optional<IndexRange>> ranges =
                allHaveKeyIndex() ? tables.stream().map(Supplier::get) : ParallelQueries.run(tables).stream();
        return ranges.flatMap(Optional::stream).reduce(IndexRange::spanning);
    }

    private Optional<IndexRange> range(SourceTable table) {
        String sql = "SELECT MIN(" + table.quotedKey() + "), MAX(" + table.quotedKey() + ") FROM " + table.quotedName();
        boolean keyIndex = Objects.requireNonNull(layouts.get(table)).hasKeyIndex();
        return query(
                "querying the first and the last index of " + table.label(),
                keyIndex ? pooled : unpooled,
                handle -> handle.createQuery(sql)
                        .map((results, context) -> results.getObject(1) == null
                                ? Optional.<IndexRange>empty()
                                : Optional.of(new IndexRange(index(results, 1), index(results, 2))))
                        .one());
    }

    /** Returns a key; one above every index, as an unsigned column may contain, counts as the highest. */
    private static long index(ResultSet results, int position) throws SQLException {
        return results.getBigDecimal(position).min(HIGHEST).longValueExact();
    }

    /**
     * {@inheritDoc}
     *
     * <p>More than {@value #FETCH_SIZE} distinct indexes take more than one query for each table.
     *
     * @throws SourceException also when a row is unusable
     */
    @Override
    public List<Post> fetch(List<Long> indexes) {
        return fetch(indexes, RdsPostSource::refuse);
    }

    @Override
    public List<Post> fetch(List<Long> indexes, Consumer<SourceException> unusable) {
        Objects.requireNonNull(unusable, "unusable");
        List<Long> wanted = List.copyOf(new LinkedHashSet<>(indexes));
        Map<Long, Post> found = new LinkedHashMap<>();
        for (int from = 0; from < wanted.size(); from += FETCH_SIZE) {
            List<Long> some = wanted.subList(from, Math.min(wanted.size(), from + FETCH_SIZE));
            Map<Long, Map<Kind, PostEvent>> parts = new LinkedHashMap<>();
            some.forEach(index -> parts.put(index, new EnumMap<>(Kind.class)));
            for (SourceTable table : SourceTable.ALL) {
                for (TableRow row : rows(table, some)) {
                    MergedScan.add(row, Objects.requireNonNull(parts.get(row.index())), unusable);
                }
            }
            parts.forEach((index, events) -> found.put(index, MergedScan.post(index, events)));
        }
        return indexes.stream()
                .map(index -> Objects.requireNonNull(found.get(index)))
                .toList();
    }

    private Collection<TableRow> rows(SourceTable table, List<Long> indexes) {
        String sql = "SELECT " + table.quotedColumns() + " FROM " + table.quotedName() + " WHERE " + table.quotedKey()
                + " IN (<indexes>)";
        String list = indexes.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<TableRow> rows = query(
                "reading " + table.label(),
                handle -> handle.createQuery(sql)
                        .define("indexes", list)
                        .configure(SqlStatements.class, statements -> statements.setSqlParser(VerbatimSql.PARSER))
                        // row by row, or Connector/J would hold the whole result besides its rows
                        .setFetchSize(Integer.MIN_VALUE)
                        .map(new RowReader(table))
                        .list());
        Map<Long, TableRow> unique = new LinkedHashMap<>();
        for (TableRow row : rows) {
            unique.merge(row.index(), row, (one, other) -> TableRow.doubled(table, one.index()));
        }
        return unique.values();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Rows above the highest index at the time of the call are left to a later scan; otherwise a post that is
     * inserted during the scan could be found in one table and missed in another. For tables without a key index, that
     * time is when the first table ends; if others have rows beyond its last, these are read again up to the highest
     * index. After an exception the scan can only be closed.
     *
     * @throws SourceException also, from {@code hasNext} and {@code next}, when a row is unusable
     */
    @Override
    public PostSource.Scan scan(long after) {
        return scan(after, RdsPostSource::refuse);
    }

    @Override
    public PostSource.Scan scan(long after, Consumer<SourceException> unusable) {
        Objects.requireNonNull(unusable, "unusable");
        if (allHaveKeyIndex()) {
            return bounded(after, unusable);
        }
        return new SortedScan(
                after,
                MergedScan.untilOneEnds(tables(after, Long.MAX_VALUE), unusable),
                last -> bounded(last, unusable));
    }

    private boolean allHaveKeyIndex() {
        return layouts.values().stream().allMatch(TableLayout::hasKeyIndex);
    }

    private MergedScan bounded(long after, Consumer<SourceException> unusable) {
        long upTo = range().map(IndexRange::last).orElse(after);
        return MergedScan.of(tables(after, upTo), unusable);
    }

    private List<UniqueRows> tables(long after, long upTo) {
        List<UniqueRows> tables = new ArrayList<>();
        if (after == Long.MAX_VALUE) {
            // No index is higher, but keys may be, and they were reported with this one.
            return tables;
        }
        layouts.forEach((table, layout) -> tables.add(new UniqueRows(table, ordered(layout, after, upTo))));
        return tables;
    }

    private OrderedRows ordered(TableLayout layout, long after, long upTo) {
        if (!layout.hasKeyIndex()) {
            return new StreamedRows(unpooled, retries, layout, after, upTo);
        }
        if (layout.keyMayBeNull()) {
            requireNoNullKey(layout.table());
        }
        return new PagedRows(pooled, retries, layout, after, upTo, pageSize);
    }

    private void requireNoNullKey(SourceTable table) {
        String sql = "SELECT COUNT(*) FROM " + table.quotedName() + " WHERE " + table.quotedKey() + " IS NULL";
        long nulls = query(
                "counting rows without an index",
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
        if (nulls > 0) {
            throw SourceErrors.nullKey(table);
        }
    }

    private <T> T query(String doing, Function<Handle, T> query) {
        return query(doing, pooled, query);
    }

    private <T> T query(String doing, Jdbi database, Function<Handle, T> query) {
        return retries.call(doing, () -> database.withHandle(query::apply));
    }

    private static void refuse(SourceException unusable) {
        throw unusable;
    }

    @Override
    public void close() {
        retries.close();
        pool.close();
        connections.close();
    }

    /** Builds an {@link RdsPostSource}. Not thread-safe. */
    public static final class Builder {

        private final RdsCredentials credentials;
        private int poolSize = DEFAULT_POOL_SIZE;
        private int pageSize = DEFAULT_PAGE_SIZE;
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private Duration readTimeout = DEFAULT_READ_TIMEOUT;
        private Duration retryTimeout = DEFAULT_RETRY_TIMEOUT;

        private Builder(RdsCredentials credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
        }

        /**
         * Sets how many connections all queries share, except those of whole tables without a key index, which use
         * connections of their own.
         *
         * @param connections from 1; {@value RdsPostSource#DEFAULT_POOL_SIZE} by default
         * @return this builder
         */
        public Builder poolSize(int connections) {
            this.poolSize = connections;
            return this;
        }

        /**
         * Sets the maximum number of rows of a table with a key index that a scan reads at once and holds in memory.
         * Fewer rows are read at once if they are large.
         *
         * @param rows from 2; {@value RdsPostSource#DEFAULT_PAGE_SIZE} by default
         * @return this builder
         */
        public Builder pageSize(int rows) {
            this.pageSize = rows;
            return this;
        }

        /**
         * Sets how long establishing a connection may take, how long the server may take to respond during the login,
         * and how long a query waits for a free connection.
         *
         * @param timeout from 250 ms; 10 seconds by default
         * @return this builder
         */
        public Builder connectTimeout(Duration timeout) {
            this.connectTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets how long the server may take to respond within a query before the connection counts as lost. Must exceed
         * the time that the server needs to sort the largest table without a key index.
         *
         * @param timeout from 1 ms; 5 minutes by default
         * @return this builder
         */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Sets how long an unavailable database is retried, counted from the first failure.
         *
         * @param timeout zero disables retries; 2 minutes by default
         * @return this builder
         */
        public Builder retryTimeout(Duration timeout) {
            this.retryTimeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Opens the source: connects and inspects the three tables.
         *
         * @return an open source
         * @throws IllegalArgumentException when a setting is out of range; names all problems at once
         * @throws SourceException when the database cannot be reached, or lacks a table or column
         */
        public RdsPostSource build() {
            List<String> problems = new ArrayList<>();
            Problems.require(problems, poolSize >= 1, "poolSize must be at least 1");
            Problems.require(problems, pageSize >= 2, "pageSize must be at least 2");
            Problems.require(problems, connectTimeout.toMillis() >= 250, "connectTimeout must be at least 250 ms");
            Problems.require(problems, readTimeout.toMillis() >= 1, "readTimeout must be at least 1 ms");
            Problems.require(problems, !retryTimeout.isNegative(), "retryTimeout must not be negative");
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("the source cannot be opened: " + String.join("; ", problems));
            }
            return new RdsPostSource(this);
        }

        private HikariConfig pool(Connections connections) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("pinpipe-source");
            config.setDataSource(connections.dataSource());
            config.setMaximumPoolSize(poolSize);
            config.setMinimumIdle(1);
            config.setConnectionTimeout(connectTimeout.toMillis());
            // The first connection has already succeeded.
            config.setInitializationFailTimeout(-1);
            return config;
        }
    }
}
