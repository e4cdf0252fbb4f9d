package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * The kit catches engines that wait where nobody may, which no transport can be blamed for. Each mutant is caught once a
 * case has waited for as long as it may, 30 seconds.
 */
@Tag("scale")
class EngineMutantsTest {

    private static final ThreadLocal<EngineMutant> UNDER_TEST = new ThreadLocal<>();

    /** The contract on a mutant; selected by name only, since it must fail. */
    static final class ContractOfAMutant extends PublisherContract {

        @Override
        protected ContractHarness harness() {
            return InMemoryHarness.onThreads(Objects.requireNonNull(UNDER_TEST.get()));
        }

        @Override
        protected Set<String> excused() {
            return new InMemoryOnThreadsContractTest().excused();
        }
    }

    @ParameterizedTest
    @EnumSource(EngineMutant.class)
    void eachMutantIsCaughtByItsCase(EngineMutant mutant) {
        UNDER_TEST.set(mutant);
        try {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectMethod(ContractOfAMutant.class, mutant.caughtBy()))
                    .execute()
                    .testEvents();

            assertThat(tests.started().count()).isEqualTo(1);
            assertThat(tests.failed().count()).isEqualTo(1);
        } finally {
            UNDER_TEST.remove();
        }
    }
}
