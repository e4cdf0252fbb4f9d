package io.pinpipe.integration.endurance;

import org.junit.jupiter.api.Nested;

class HostileServersTest {

    @Nested
    class OfKafkaRest extends HostileCases {
        @Override
        Wire wire() {
            return Wire.KAFKA_REST;
        }
    }

    @Nested
    class OfKinesis extends HostileCases {
        @Override
        Wire wire() {
            return Wire.KINESIS;
        }
    }

    @Nested
    class OfAGatewayToKinesis extends HostileCases {
        @Override
        Wire wire() {
            return Wire.GATEWAY;
        }
    }
}
