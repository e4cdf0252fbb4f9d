package io.pinpipe.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinpipe.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonMessagesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Order(int id, @Nullable String customer) {}

    /** Jackson finds no property in it. */
    static final class Opaque {}

    @Test
    void aMessageHoldsTheObjectsJsonAndItsKey() {
        Message message = JsonMessages.of("orders", MAPPER, Order::customer).message(new Order(7, "Ada"));

        assertThat(message.destination()).isEqualTo("orders");
        assertThat(message.key()).isEqualTo("Ada");
        assertThat(new String(message.value(), UTF_8)).isEqualTo("{\"id\":7,\"customer\":\"Ada\"}");
    }

    @Test
    void aKeyThatIsNoTextIsTakenAsText() {
        Message message = JsonMessages.of("orders", MAPPER, Order::id).message(new Order(7, "Ada"));

        assertThat(message.key()).isEqualTo("7");
    }

    @Test
    void aNullKeyMakesAMessageWithoutAKey() {
        Message message = JsonMessages.of("orders", MAPPER, Order::customer).message(new Order(7, null));

        assertThat(message.key()).isNull();
    }

    @Test
    void anObjectThatCannotBeWrittenIsRefusedByName() {
        JsonMessages<Opaque> opaque = JsonMessages.of("orders", MAPPER, object -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> opaque.message(new Opaque()))
                .withMessageContaining(Opaque.class.getName())
                .withMessageContaining("orders");
    }
}
