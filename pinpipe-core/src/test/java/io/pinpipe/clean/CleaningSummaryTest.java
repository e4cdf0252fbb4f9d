package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Pin;
import io.pinpipe.json.Decoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CleaningSummaryTest {

    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";

    private final PostCleaner cleaner = new PostCleaner();

    @Test
    void anEmptySummaryCountsNothing() {
        assertThat(new CleaningSummary().toJson()).isEqualTo("{\"rows\":0,\"kept\":0,\"dropped\":{},\"notes\":{}}");
    }

    @Test
    void itCountsRowsReasonsAndRules() {
        assertThat(summary().toJson())
                .isEqualTo("{\"rows\":7,\"kept\":3,"
                        + "\"dropped\":{\"duplicate\":1,\"empty\":2,\"unique_id not-a-uuid\":1},"
                        + "\"notes\":{\"title\":{\"missing\":1},"
                        + "\"follower_count\":{\"missing\":1,\"not-a-count\":1,\"abbreviated\":1}}}");
    }

    @Test
    void theTableShowsTheSame() {
        assertThat(summary().toTable()).isEqualTo("""
                        rows in                                       7
                        kept                                          3
                        dropped                                       4
                          duplicate                                   1
                          empty                                       2
                          unique_id not-a-uuid                        1
                        fields changed in rows that were kept
                          title missing                               1
                          follower_count missing                      1
                          follower_count not-a-count                  1
                          follower_count abbreviated                  1
                        """);
    }

    @Test
    void twoSummariesMergeIntoTheirSum() {
        CleaningSummary both = summary();
        both.merge(summary());

        assertThat(both.rows()).isEqualTo(14);
        assertThat(both.kept()).isEqualTo(6);
        assertThat(both.dropped()).containsEntry("empty", 4L).containsEntry("duplicate", 2L);
        assertThat(both.notes().get("title")).containsEntry("missing", 2L);
    }

    @Test
    void mergingLeavesTheOtherAsItIs() {
        CleaningSummary other = summary();
        new CleaningSummary().merge(other);

        assertThat(other.toJson()).isEqualTo(summary().toJson());
    }

    private CleaningSummary summary() {
        CleaningSummary summary = new CleaningSummary();
        summary.add(cleaner.clean(pin(ID, "None", "124k")));
        summary.add(cleaner.clean(pin(ID, "T", "User Info Error")));
        summary.add(cleaner.clean(pin(ID, "T", "many")));
        summary.add(cleaner.clean(pin(null, "None", "124k")));
        summary.add(Decoded.Failure.EMPTY);
        summary.add(Decoded.Failure.EMPTY);
        summary.addDuplicate();
        return summary;
    }

    private static Pin pin(@Nullable String id, String title, String followers) {
        return new Pin(7, id, title, "D", "P", followers, "a", "image", "i", 1, "/data/art", "art");
    }
}
