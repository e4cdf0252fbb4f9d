package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.json.InvalidPostException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {

    private static final LocalDateTime WHEN = LocalDateTime.of(2020, 8, 28, 3, 52, 47);

    private final Deduplicator rows = new Deduplicator();

    @Test
    void theFirstOfSeveralSameRowsIsNew() {
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 20, WHEN))).isFalse();
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 20, WHEN))).isFalse();

        assertThat(rows.rows()).isEqualTo(1);
        assertThat(rows.duplicates()).isEqualTo(2);
    }

    @Test
    void rowsThatDifferInOneColumnAreBothNew() {
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(2, "Abigail Ali", 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, "Abigail ali", 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, null, 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, "null", 20, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 21, WHEN))).isTrue();
        assertThat(rows.isNew(new CleanUser(1, "Abigail Ali", 20, WHEN.plusNanos(1))))
                .isTrue();

        assertThat(rows.duplicates()).isZero();
    }

    @Test
    void aRowThatCannotBeWrittenIsRefusedAndLeavesTheOthersAlone() {
        CleanUser halfPair = new CleanUser(1, "\ud83d", 20, WHEN);
        CleanUser question = new CleanUser(1, "?", 20, WHEN);

        assertThatThrownBy(() -> rows.isNew(halfPair)).isInstanceOf(InvalidPostException.class);
        assertThat(rows.isNew(question)).isTrue();
        assertThat(rows.rows()).isEqualTo(1);
    }

    @Test
    void aRowTakesThePromisedMemory() {
        for (int i = 0; i < 300_000; i++) {
            rows.isNew(new CleanUser(i, "Abigail Ali", 20, WHEN));
        }

        assertThat((double) rows.bytes() / rows.rows()).isBetween(21.0, 27.0);
    }
}
