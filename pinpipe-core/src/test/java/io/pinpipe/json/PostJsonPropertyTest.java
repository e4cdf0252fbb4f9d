package io.pinpipe.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.internal.WireField;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PostJsonPropertyTest {

    private final ObjectMapper plain = new ObjectMapper();
    private final ObjectMapper mapper = new ObjectMapper().registerModule(PostJson.module());

    @Property
    void whatIsWrittenIsReadBackEqual(@ForAll("events") PostEvent event) {
        assertThat(PostJson.decode(event.kind(), PostJson.encode(event))).isEqualTo(event);
    }

    @Property
    void whatIsWrittenIsReadBackEqualFromATree(@ForAll("events") PostEvent event) throws IOException {
        assertThat(PostJson.decode(event.kind(), plain.readTree(PostJson.encode(event))))
                .isEqualTo(event);
    }

    @Property
    void jacksonWritesTheSameBytes(@ForAll("events") PostEvent event) throws IOException {
        assertThat(mapper.writeValueAsBytes(event)).asString().isEqualTo(new String(PostJson.encode(event), UTF_8));
    }

    @Property
    void jacksonReadsAnEqualEvent(@ForAll("events") PostEvent event) throws IOException {
        assertThat(mapper.readValue(PostJson.encode(event), event.getClass())).isEqualTo(event);
    }

    @Property
    void everyFieldStandsUnderItsNameInOrder(@ForAll("events") PostEvent event) throws IOException {
        JsonNode tree = plain.readTree(PostJson.encode(event));
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .isEqualTo(WireField.of(event.kind()).stream()
                        .map(WireField::wireName)
                        .toList());
    }

    @Property
    void aParserThatKnowsNothingOfPostsFindsThePinsValues(@ForAll("pins") Pin pin) throws IOException {
        JsonNode tree = plain.readTree(PostJson.encode(pin));
        assertThat(tree.get("index").longValue()).isEqualTo(pin.index());
        assertThat(tree.get("downloaded").intValue()).isEqualTo(pin.downloaded());
        assertThat(List.of("unique_id", "title", "description", "poster_name", "follower_count", "tag_list"))
                .map(name -> tree.get(name).textValue())
                .containsExactly(
                        pin.uniqueId(),
                        pin.title(),
                        pin.description(),
                        pin.posterName(),
                        pin.followerCount(),
                        pin.tagList());
        assertThat(List.of("is_image_or_video", "image_src", "save_location", "category"))
                .map(name -> tree.get(name).textValue())
                .containsExactly(pin.isImageOrVideo(), pin.imageSrc(), pin.saveLocation(), pin.category());
    }

    @Property
    void aParserThatKnowsNothingOfPostsFindsThePlacesValues(@ForAll("geos") Geo geo) throws IOException {
        JsonNode tree = plain.readTree(PostJson.encode(geo));
        assertThat(tree.get("ind").longValue()).isEqualTo(geo.index());
        assertThat(tree.get("latitude").doubleValue()).isEqualTo(geo.latitude());
        assertThat(tree.get("longitude").doubleValue()).isEqualTo(geo.longitude());
        assertThat(tree.get("country").textValue()).isEqualTo(geo.country());
        assertThat(LocalDateTime.parse(tree.get("timestamp").textValue())).isEqualTo(geo.timestamp());
    }

    @Property
    void aParserThatKnowsNothingOfPostsFindsTheUsersValues(@ForAll("users") User user) throws IOException {
        JsonNode tree = plain.readTree(PostJson.encode(user));
        assertThat(tree.get("ind").longValue()).isEqualTo(user.index());
        assertThat(tree.get("first_name").textValue()).isEqualTo(user.firstName());
        assertThat(tree.get("last_name").textValue()).isEqualTo(user.lastName());
        assertThat(tree.get("age").intValue()).isEqualTo(user.age());
        assertThat(LocalDateTime.parse(tree.get("date_joined").textValue())).isEqualTo(user.dateJoined());
    }

    @Provide
    Arbitrary<PostEvent> events() {
        return ArbitraryPosts.events();
    }

    @Provide
    Arbitrary<Pin> pins() {
        return ArbitraryPosts.pins();
    }

    @Provide
    Arbitrary<Geo> geos() {
        return ArbitraryPosts.geos();
    }

    @Provide
    Arbitrary<User> users() {
        return ArbitraryPosts.users();
    }
}
