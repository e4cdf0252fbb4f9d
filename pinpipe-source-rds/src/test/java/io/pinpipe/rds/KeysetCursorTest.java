package io.pinpipe.rds;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.User;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeysetCursorTest {

    private final KeysetCursor progress = new KeysetCursor(-1);
    private final List<TableRow> admitted = new ArrayList<>();

    @Test
    void theFirstQueryAsksForMoreThanTheIndexGiven() {
        assertThat(progress.condition(SourceTable.PINS)).isEqualTo("`index` > :from");
        assertThat(progress.from()).isEqualTo(-1);
    }

    @Test
    void aLaterQueryAsksForTheLastIndexAgain() {
        read(0, 1, 2);

        assertThat(progress.condition(SourceTable.USERS)).isEqualTo("`ind` >= :from");
        assertThat(progress.from()).isEqualTo(2);
    }

    @Test
    void theRowThatIsAskedForAgainIsPassedOver() {
        read(0, 1, 2);
        read(2, 3);

        assertThat(indexes()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aSecondRowOfTheLastIndexIsNotPassedOver() {
        read(0, 1);
        read(1, 1, 2);

        assertThat(indexes()).containsExactly(0L, 1L, 1L, 2L);
    }

    @Test
    void asManyRowsOfTheLastIndexArePassedOverAsWereSeen() {
        read(1, 1);
        read(1, 1, 1, 2);
        read(2, 3);

        assertThat(indexes()).containsExactly(1L, 1L, 1L, 2L, 3L);
    }

    @Test
    void aRowThatIsDeletedDuringTheScanTakesNoOtherWithIt() {
        read(0, 1);
        read(2, 3);

        assertThat(indexes()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aQueryThatBreaksBeforeItsFirstRowChangesNothing() {
        read(0, 1);
        read();
        read(1, 2);

        assertThat(indexes()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void anIndexThatFillsWholeQueriesIsLeftBehind() {
        read(1, 1);
        progress.passOver();

        assertThat(progress.condition(SourceTable.USERS)).isEqualTo("`ind` > :from");
        assertThat(progress.from()).isEqualTo(1);
    }

    private void read(long... indexes) {
        progress.asked();
        LongStream.of(indexes)
                .mapToObj(index -> TableRow.of(new User(index, "a", "b", 30, LocalDateTime.MIN)))
                .map(progress::admit)
                .filter(Objects::nonNull)
                .forEach(admitted::add);
    }

    private List<Long> indexes() {
        return admitted.stream().map(TableRow::index).toList();
    }
}
