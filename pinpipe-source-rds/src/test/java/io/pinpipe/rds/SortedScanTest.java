package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PostSource;
import io.pinpipe.Reason;
import io.pinpipe.SourceException;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The posts of a scan whose tables were queried at slightly different times. */
class SortedScanTest {

    private static final LocalDateTime NOON = LocalDateTime.of(2020, 1, 1, 12, 0);

    private final List<Long> restAskedAfter = new ArrayList<>();

    @Test
    void tablesThatEndTogetherNeedNoSecondLook() {
        SortedScan scan = scan(0, tables(3, 3, 3), after -> tables(0, 0, 0));

        assertThat(all(scan)).containsExactly(whole(1), whole(2), whole(3));
        assertThat(restAskedAfter).isEmpty();
    }

    @Test
    void aPostThatWasJustBeingInsertedIsReadAnewAndWhole() {
        SortedScan scan = scan(0, tables(3, 2, 3), after -> tables(3, 3, 3));

        assertThat(all(scan)).containsExactly(whole(1), whole(2), whole(3));
        assertThat(restAskedAfter).containsExactly(2L);
    }

    @Test
    void rowsBeyondTheEndOfAnotherTableAreKept() {
        SortedScan scan = scan(0, tables(1, 3, 1), after -> tables(1, 3, 1));

        assertThat(all(scan))
                .containsExactly(whole(1), new Post(2, null, geo(2), null), new Post(3, null, geo(3), null));
    }

    @Test
    void anEmptyTableTakesNothingFromTheOthers() {
        SortedScan scan = scan(5, tables(6, 0, 6), after -> tables(6, 0, 6));

        assertThat(all(scan)).containsExactly(new Post(6, pin(6), null, user(6)));
        assertThat(restAskedAfter).containsExactly(5L);
    }

    @Test
    void aSecondQueryThatFailsIsReportedAndNotTakenForTheEnd() {
        SortedScan scan = scan(0, tables(2, 1, 1), after -> {
            throw new SourceException(Reason.UNAVAILABLE, "gone", null);
        });
        scan.next();

        assertThatThrownBy(scan::hasNext).hasMessage("gone");
        assertThatThrownBy(scan::hasNext).hasMessage("gone");
    }

    @Test
    void aScanThatIsClosedAtTheEndOfATableLooksNoFurther() {
        SortedScan scan = scan(0, tables(2, 1, 1), after -> tables(2, 2, 2));
        scan.next();
        scan.close();

        assertThat(scan.hasNext()).isFalse();
        assertThat(restAskedAfter).isEmpty();
    }

    /**
     * Returns a scan of tables whose rows end at the given indexes, with the same or other rows in the second query.
     */
    private SortedScan scan(long after, Tables first, LongFunction<Tables> rest) {
        return new SortedScan(after, MergedScan.untilOneEnds(first.after(after), SortedScanTest::refuse), last -> {
            restAskedAfter.add(last);
            return MergedScan.of(rest.apply(last).after(last), SortedScanTest::refuse);
        });
    }

    private static Tables tables(long pins, long places, long users) {
        return new Tables(pins, places, users);
    }

    private record Tables(long pins, long places, long users) {

        List<UniqueRows> after(long after) {
            return List.of(
                    rows(SourceTable.PINS, after, pins, SortedScanTest::pin),
                    rows(SourceTable.PLACES, after, places, SortedScanTest::geo),
                    rows(SourceTable.USERS, after, users, SortedScanTest::user));
        }

        private static UniqueRows rows(
                SourceTable table, long after, long last, LongFunction<? extends PostEvent> event) {
            Iterator<TableRow> rows = LongStream.rangeClosed(after + 1, last)
                    .mapToObj(index -> TableRow.of(event.apply(index)))
                    .iterator();
            return new UniqueRows(table, new Rows(rows));
        }
    }

    private record Rows(Iterator<TableRow> rows) implements OrderedRows {

        @Override
        public @Nullable TableRow next() {
            return rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean isSortedFirst() {
            return true;
        }

        @Override
        public void close() {
            rows.forEachRemaining(row -> {});
        }
    }

    private static List<Post> all(PostSource.Scan scan) {
        List<Post> posts = new ArrayList<>();
        scan.forEachRemaining(posts::add);
        return posts;
    }

    private static Post whole(long index) {
        return new Post(index, pin(index), geo(index), user(index));
    }

    private static Pin pin(long index) {
        return new Pin(index, "id", "title", "text", "Ann", "1k", "a,b", "image", "src", 1, "path", "art");
    }

    private static Geo geo(long index) {
        return new Geo(index, NOON, 1.5, 2.5, "Chad");
    }

    private static User user(long index) {
        return new User(index, "Ann", "Bee", 30, NOON);
    }

    private static void refuse(SourceException unusable) {
        throw unusable;
    }
}
