package io.pinpipe.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.pinpipe.Geo;
import io.pinpipe.Post;
import io.pinpipe.User;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostModuleTest {

    private static final LocalDateTime DATE = LocalDateTime.of(2020, 8, 28, 3, 52, 0);
    private static final Geo GEO = new Geo(7, DATE, -88.8298, 137.001, "Chad");
    private static final User USER = new User(7, "Ada", null, 36, DATE);

    private final ObjectMapper mapper = new ObjectMapper().registerModule(PostJson.module());

    record Visit(String name, @Nullable LocalDateTime at) {}

    @Test
    void aDateInAnyBeanIsWrittenLikeThoseOfPosts() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new Visit("a", DATE)))
                .isEqualTo("{\"name\":\"a\",\"at\":\"2020-08-28T03:52:00\"}");
    }

    @Test
    void aDateInAnyBeanIsReadLikeThoseOfPosts() throws JsonProcessingException {
        assertThat(mapper.readValue("{\"name\":\"a\",\"at\":\"08/28/2020, 03:52:00\"}", Visit.class))
                .isEqualTo(new Visit("a", DATE));
    }

    @Test
    void aDateInAnyBeanMayBeNull() throws JsonProcessingException {
        assertThat(mapper.readValue("{\"name\":\"a\",\"at\":null}", Visit.class))
                .isEqualTo(new Visit("a", null));
    }

    @Test
    void aDateThatCannotBeReadNamesItsPlaceInTheBean() {
        assertThatThrownBy(() -> mapper.readValue("{\"name\":\"a\",\"at\":\"soon\"}", Visit.class))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("\"soon\"")
                .hasMessageContaining("[\"at\"]");
    }

    @Test
    void aDateThatIsNoTextIsRefused() {
        assertThatThrownBy(() -> mapper.readValue("{\"name\":\"a\",\"at\":1598586767}", Visit.class))
                .isInstanceOf(MismatchedInputException.class);
    }

    @Test
    void aWholePostIsWrittenAndReadBack() throws JsonProcessingException {
        Post post = new Post(7, null, GEO, USER);
        assertThat(mapper.readValue(mapper.writeValueAsString(post), Post.class))
                .isEqualTo(post);
    }

    @Test
    void anEventBecomesATree() {
        assertThat(mapper.valueToTree(GEO).toString())
                .isEqualTo("{\"ind\":7,\"timestamp\":\"2020-08-28T03:52:00\",\"latitude\":-88.8298,"
                        + "\"longitude\":137.001,\"country\":\"Chad\"}");
    }

    @Test
    void anEventIsReadFromATree() {
        assertThat(mapper.convertValue(mapper.valueToTree(USER), User.class)).isEqualTo(USER);
    }

    @Test
    void aMapperThatEscapesWhatIsNotAsciiStillDoes() throws JsonProcessingException {
        mapper.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
        assertThat(mapper.writeValueAsString(new User(7, "é🤍", null, 36, DATE)))
                .contains("\"first_name\":\"\\u00E9\\uD83E\\uDD0D\"");
    }

    @Test
    void anEmojiIsWrittenToAWriterAsItIs() throws IOException {
        StringWriter out = new StringWriter();
        mapper.writeValue(out, new User(7, "🤍", null, 36, DATE));
        assertThat(out).asString().contains("\"first_name\":\"🤍\"");
    }

    @Test
    void eventsInAListAreRead() throws JsonProcessingException {
        String json = mapper.writeValueAsString(List.of(USER, USER));
        assertThat(mapper.readValue(json, User[].class)).containsExactly(USER, USER);
    }

    @Test
    void anEventThatCannotBeWrittenIsAMappingException() {
        assertThatThrownBy(() -> mapper.writeValueAsString(new Geo(7, DATE, Double.NaN, 0, null)))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("geo 7: latitude is NaN")
                .hasCauseInstanceOf(InvalidPostException.class);
    }

    @Test
    void anEventThatCannotBeReadIsAMappingException() {
        assertThatThrownBy(() -> mapper.readValue("{\"ind\":7,\"age\":\"old\"}", User.class))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("user 7: age is \"old\"")
                .hasCauseInstanceOf(InvalidPostException.class);
    }

    @Test
    void whatIsNoObjectIsNotReadAsAnEvent() {
        assertThatThrownBy(() -> mapper.readValue("[1]", User.class)).isInstanceOf(MismatchedInputException.class);
    }
}
