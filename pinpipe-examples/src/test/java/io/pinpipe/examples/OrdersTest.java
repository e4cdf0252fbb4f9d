package io.pinpipe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.examples.SendOrder.Order;
import io.pinpipe.testkit.Fault;
import io.pinpipe.testkit.InMemoryPublisher;
import org.junit.jupiter.api.Test;

/** Tests code that publishes, without a broker: {@link InMemoryPublisher} is the real engine with a scripted service. */
class OrdersTest {

    private static final Order ORDER = new Order(7, "Ada", 19.9);

    @Test
    void anOrderIsStoredUnderItsCustomer() {
        try (InMemoryPublisher publisher = InMemoryPublisher.open()) {
            SendOrder.send(publisher, ORDER).join();

            assertThat(publisher.service().held("orders")).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("Ada");
                assertThat(record.json()).isEqualTo("{\"id\":7,\"customer\":\"Ada\",\"total\":19.9}");
            });
        }
    }

    @Test
    void aThrottledOrderIsRetried() {
        try (InMemoryPublisher publisher = InMemoryPublisher.open()) {
            publisher.service().script(new Fault.RefuseAll(Reason.THROTTLED));

            Receipt receipt = SendOrder.send(publisher, ORDER).join();

            assertThat(receipt.attempts()).isEqualTo(2);
        }
    }
}
