package io.pinpipe.integration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages point one way. */
class ArchitectureTest {

    private static final String[] CORE = {
        "io.pinpipe",
        "io.pinpipe.source..",
        "io.pinpipe.clean..",
        "io.pinpipe.json..",
        "io.pinpipe.redact..",
        "io.pinpipe.spi..",
        "io.pinpipe.engine.."
    };
    private static final String[] TRANSPORTS = {"io.pinpipe.rest..", "io.pinpipe.kafka..", "io.pinpipe.kinesis.."};
    private static final String[] BESIDE_CORE = {
        "io.pinpipe.rest..",
        "io.pinpipe.kafka..",
        "io.pinpipe.kinesis..",
        "io.pinpipe.testkit..",
        "io.pinpipe.examples..",
        "io.pinpipe.integration.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.pinpipe");

    @Test
    void coreKnowsNoTransportAndNoTestkit() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BESIDE_CORE)
                .check(CLASSES);
    }

    @Test
    void aTransportKnowsCoreAlone() {
        classes()
                .that()
                .resideInAnyPackage(TRANSPORTS)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.pinpipe.testkit.."))
                        .and(not(resideInAPackage("io.pinpipe.examples..")))
                        .and(not(resideInAPackage("io.pinpipe.source.."))))
                .check(CLASSES);
    }

    @Test
    void noTransportKnowsAnother() {
        slices().matching("io.pinpipe.(rest|kafka|kinesis)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void theTestkitKnowsNoTransportAndNoServer() {
        noClasses()
                .that()
                .resideInAPackage("io.pinpipe.testkit")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(TRANSPORTS).or(resideInAPackage("io.pinpipe.testkit.servers..")))
                .check(CLASSES);
    }

    @Test
    void theServersKnowNoTransport() {
        noClasses()
                .that()
                .resideInAPackage("io.pinpipe.testkit.servers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRANSPORTS)
                .check(CLASSES);
    }

    @Test
    void sourceJsonAndCleaningKnowNothingOfDelivery() {
        noClasses()
                .that()
                .resideInAnyPackage("io.pinpipe.source..", "io.pinpipe.json..", "io.pinpipe.clean..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.pinpipe.engine..", "io.pinpipe.spi..")
                .check(CLASSES);
    }

    @Test
    void jsonAndCleaningKnowNothingOfTheSource() {
        noClasses()
                .that()
                .resideInAnyPackage("io.pinpipe.json..", "io.pinpipe.clean..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.pinpipe.source..")
                .check(CLASSES);
    }

    @Test
    void theEngineIsReachedByTransportsAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.pinpipe", "io.pinpipe.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.pinpipe.engine..")
                .check(CLASSES);
    }

    @Test
    void noPackageIsSplitAmongModules() {
        Map<String, Set<String>> modulesOfPackage = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(ArchitectureTest::module, Collectors.toSet())));

        assertThat(modulesOfPackage)
                .allSatisfy((name, modules) -> assertThat(modules)
                        .as("modules with the package %s", name)
                        .hasSize(1));
    }

    /** The jar or the folder that a class was read from. */
    private static String module(JavaClass type) {
        String uri = type.getSource().orElseThrow().getUri().toString();
        return uri.substring(0, uri.length() - (type.getName().replace('.', '/') + ".class").length());
    }
}
