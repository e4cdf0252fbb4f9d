package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Post;
import io.pinpipe.PostSource;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The source on tables of a million rows, created once for the suite; run with {@code -Pscale}. */
@Tag("scale")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScaleCases extends DatabaseCases {

    private static final int ROWS = 1_000_000;
    private static final int TABLES = 3;
    private static final int FEW_PICKS = 1_000;
    private static final int KILLS = 5;

    /** Server reads for each picked row besides the row itself: the list of picks, the index. */
    private static final int READS_A_PICK = 10;

    private final GeneratedPosts posts = GeneratedPosts.of(7, ROWS);

    abstract boolean keyIndex();

    @BeforeAll
    void fillOnce() {
        beginWithoutTables();
        tables().create(keyIndex());
        tables().insert(posts, inserted -> {});
    }

    @Test
    void aScanReadsAMillionPostsInOrder() {
        try (PostSource.Scan scan = open().scan(-1)) {
            assertThat(firstDifference(scan, Set.of())).isEqualTo("none");
        }
    }

    @Test
    void aScanWhoseConnectionsAreKilledSkipsNothingAndDoublesNothing() {
        Random random = new Random(11);
        Set<Long> killAt = new TreeSet<>();
        while (killAt.size() < KILLS) {
            killAt.add((long) random.nextInt(ROWS));
        }
        try (PostSource.Scan scan = open().scan(-1)) {
            assertThat(firstDifference(scan, killAt)).isEqualTo("none");
        }
    }

    @Test
    void picksAreThePostsAskedFor() {
        List<Long> picks = picks(RdsPostSource.FETCH_SIZE);

        assertThat(open().fetch(picks))
                .isEqualTo(picks.stream().map(posts::post).toList());
    }

    @Test
    void aPickCostsTheServerNoMoreThanItsTablesAllow() {
        RdsPostSource source = open();
        List<Long> few = picks(FEW_PICKS);
        List<Long> many = picks(RdsPostSource.FETCH_SIZE);

        if (keyIndex()) {
            assertThat(readsWhile(() -> source.fetch(few), "Handler_read%"))
                    .as("rows and index entries that are read for %d picks", few.size())
                    .isLessThan((long) TABLES * few.size() * READS_A_PICK);
        } else {
            assertThat(readsWhile(() -> source.fetch(many), "Handler_read_rnd_next"))
                    .as("rows that are scanned for %d picks: each table once, and the list of picks", many.size())
                    .isBetween((long) TABLES * ROWS, (long) TABLES * (ROWS + many.size() * READS_A_PICK));
        }
    }

    /** Compares the posts of a scan with the generated ones, and kills the scan's connections. */
    private String firstDifference(PostSource.Scan scan, Set<Long> killAt) {
        long next = 0;
        while (scan.hasNext()) {
            if (killAt.contains(next)) {
                killReadersConnections();
            }
            Post read = scan.next();
            if (next >= ROWS || !read.equals(posts.post(next))) {
                return "at " + next + ": " + read;
            }
            next++;
        }
        return next == ROWS ? "none" : "ended before " + next;
    }

    private static List<Long> picks(int count) {
        Random random = new Random(3);
        List<Long> picks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            picks.add((long) random.nextInt(ROWS));
        }
        return picks;
    }

    /** How far the server's read counters that match a pattern increase during a call. */
    private long readsWhile(Runnable fetch, String counters) {
        long before = reads(counters);
        fetch.run();
        return reads(counters) - before;
    }

    private long reads(String counters) {
        return column("SELECT SUM(VARIABLE_VALUE) FROM " + statusTable() + " WHERE VARIABLE_NAME LIKE '" + counters
                        + "'")
                .stream()
                .mapToLong(sum -> (long) Double.parseDouble(sum))
                .sum();
    }

    /** MariaDB and MySQL expose their counters in different schemas. */
    abstract String statusTable();
}
