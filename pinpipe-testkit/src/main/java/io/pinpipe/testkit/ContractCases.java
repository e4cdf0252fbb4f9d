package io.pinpipe.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What groups of cases share. */
interface ContractCases {

    /** Returns the running case. */
    ContractRun run();

    /** Returns the names of all cases of the contract. */
    static Set<String> names() {
        return Stream.of(
                        RoundTripCases.class,
                        MessageCases.class,
                        LimitCases.class,
                        RefusalCases.class,
                        SilenceCases.class,
                        OrderCases.class,
                        BufferCases.class,
                        CloseCases.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
