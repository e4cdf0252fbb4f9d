package io.pinpipe.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Kind;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.examples.demo.ExpectedEvents.Comparison;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpectedEventsTest {

    private static final GeneratedPosts POSTS = GeneratedPosts.of(1, 3);

    private final ExpectedEvents expected = new ExpectedEvents();

    @BeforeEach
    void expectTheFirstPostTwiceAndTheSecondOnce() {
        expected.add(POSTS.post(0), 2);
        expected.add(POSTS.post(1), 1);
    }

    @Test
    void whatIsThereInAnyOrderIsEqual() {
        assertThat(compare(user(0), user(1), user(0))).isEqualTo(new Comparison(3, 0, 0, 0));
    }

    @Test
    void anEventThatIsThereTooSeldomIsLost() {
        assertThat(compare(user(0), user(1))).isEqualTo(new Comparison(2, 1, 0, 0));
    }

    @Test
    void nothingAtAllLosesEveryEvent() {
        assertThat(compare()).isEqualTo(new Comparison(0, 3, 0, 0));
    }

    @Test
    void anEventThatIsThereTooOftenIsDuplicated() {
        assertThat(compare(user(0), user(1), user(1), user(0), user(1))).isEqualTo(new Comparison(5, 0, 2, 0));
    }

    @Test
    void aDuplicateDoesNotMakeUpForALoss() {
        assertThat(compare(user(1), user(1), user(0))).isEqualTo(new Comparison(3, 1, 1, 0));
    }

    @Test
    void anEventThatWasNotSentIsStrange() {
        assertThat(compare(user(0), user(0), user(1), user(2))).isEqualTo(new Comparison(4, 0, 0, 1));
    }

    @Test
    void anEventWithAnotherValueIsLostAndStrange() {
        String altered = user(1).replaceFirst("\"age\":\\d+", "\"age\":7");

        assertThat(compare(user(0), user(0), altered)).isEqualTo(new Comparison(3, 1, 0, 1));
    }

    @Test
    void whatIsNoJsonIsStrange() {
        assertThat(compare(user(0), user(0), user(1), "{\"ind\":", "").strange())
                .isEqualTo(2);
    }

    @Test
    void escapesAndWhiteSpaceDoNotMatter() {
        String spaced = user(1).replace(",", " ,\n ").replace("first_name", "\\u0066irst_name");

        assertThat(compare(user(0), user(0), spaced).isEqual()).isTrue();
    }

    @Test
    void aRecordInTheWrongTopicIsStrange() {
        assertThat(expected.compare(Kind.GEO, List.of(user(0))).strange()).isEqualTo(1);
    }

    private Comparison compare(String... stored) {
        return expected.compare(Kind.USER, List.of(stored));
    }

    private static String user(long index) {
        Post post = POSTS.post(index);
        PostEvent user = post.events().get(Kind.USER.ordinal());
        return new String(PostJson.encode(user), StandardCharsets.UTF_8);
    }
}
