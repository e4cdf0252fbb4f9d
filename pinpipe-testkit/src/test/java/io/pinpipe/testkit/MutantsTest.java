package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit catches faulty transports. */
class MutantsTest {

    private static final ThreadLocal<Mutant> UNDER_TEST = new ThreadLocal<>();

    /** The contract on a mutant; selected by name only, since it must fail. */
    static final class ContractOfAMutant extends PublisherContract {

        @Override
        protected ContractHarness harness() {
            Mutant mutant = UNDER_TEST.get();
            return mutant == null
                    ? InMemoryHarness.inVirtualTime(UnaryOperator.identity())
                    : InMemoryHarness.inVirtualTime(mutant);
        }

        @Override
        protected Set<String> excused() {
            return new InMemoryContractTest().excused();
        }
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void eachMutantIsCaughtByItsCase(Mutant mutant) {
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

    @Test
    void withoutAMutationTheSameHarnessPassesEveryCase() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ContractOfAMutant.class))
                .execute()
                .testEvents();

        assertThat(tests.failed().list()).extracting(Event::toString).isEmpty();
        assertThat(tests.succeeded().count())
                .isEqualTo(ContractCases.names().size()
                        - new InMemoryContractTest().excused().size());
    }

    @Test
    void theContractHasAtLeastFortyCases() {
        assertThat(ContractCases.names()).hasSizeGreaterThanOrEqualTo(40);
        System.out.printf("%d cases, %d mutants%n", ContractCases.names().size(), Mutant.values().length);
    }
}
