package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit catches faulty transports, and engines that wait where they must not, which is no transport's fault. */
class MutantsTest {

    private static final ThreadLocal<PublisherContract> UNDER_TEST = new ThreadLocal<>();

    /** The contract of {@link #UNDER_TEST}; selected by name only, since it must fail on a mutant. */
    static final class ContractUnderTest extends PublisherContract {

        private final PublisherContract contract = Objects.requireNonNull(UNDER_TEST.get());

        @Override
        protected ContractHarness harness() throws Exception {
            return contract.harness();
        }

        @Override
        protected Set<String> excused() {
            return contract.excused();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultyTransportIsCaughtByItsCase(Mutant mutant) {
        PublisherContract contract = new InMemoryContractTest() {
            @Override
            protected ContractHarness harness() {
                return InMemoryHarness.inVirtualTime(mutant);
            }
        };

        assertCaught(contract, mutant.caughtBy());
    }

    /** Each is caught once a case has waited for as long as it may, 30 seconds. */
    @Tag("scale")
    @ParameterizedTest
    @EnumSource
    void eachFaultyEngineIsCaughtByItsCase(EngineMutant mutant) {
        PublisherContract contract = new InMemoryOnThreadsContractTest() {
            @Override
            protected ContractHarness harness() {
                return InMemoryHarness.onThreads(mutant);
            }
        };

        assertCaught(contract, mutant.caughtBy());
    }

    @Test
    void withoutAMutationTheSameHarnessPassesEveryCase() {
        PublisherContract contract = new InMemoryContractTest();

        Events tests = run(contract, selectClass(ContractUnderTest.class));

        assertThat(tests.failed().list()).extracting(Event::toString).isEmpty();
        assertThat(tests.succeeded().count())
                .isEqualTo(ContractCases.names().size() - contract.excused().size());
    }

    @Test
    void theContractHasAtLeastFortyCases() {
        assertThat(ContractCases.names()).hasSizeGreaterThanOrEqualTo(40);
        System.out.printf("%d cases, %d mutants%n", ContractCases.names().size(), Mutant.values().length);
    }

    private static void assertCaught(PublisherContract contract, String caughtBy) {
        Events tests = run(contract, selectMethod(ContractUnderTest.class, caughtBy));

        assertThat(tests.started().count()).isEqualTo(1);
        assertThat(tests.failed().count()).isEqualTo(1);
    }

    private static Events run(PublisherContract contract, DiscoverySelector cases) {
        UNDER_TEST.set(contract);
        try {
            return EngineTestKit.engine("junit-jupiter")
                    .selectors(cases)
                    .execute()
                    .testEvents();
        } finally {
            UNDER_TEST.remove();
        }
    }
}
