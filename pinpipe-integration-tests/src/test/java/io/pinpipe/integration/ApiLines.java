package io.pinpipe.integration;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of compiled classes as lines, one per type and one per member, each starting with its full name so that the
 * lines sort by type. Left out is what users cannot reach: {@code io.pinpipe.internal}, types that are not public or nested in
 * one that is not, and protected members of final types. {@code public} and {@code java.lang} are implied.
 */
final class ApiLines {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals(Object)", "hashCode()", "toString()");

    private ApiLines() {}

    static TreeSet<String> of(Path classes) {
        return of(new ClassFileImporter().importPath(classes));
    }

    static TreeSet<String> of(JavaClasses classes) {
        return classes.stream()
                .filter(ApiLines::isReachable)
                .flatMap(ApiLines::linesOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isReachable(JavaClass type) {
        if (type.getPackageName().matches("io\\.pinpipe\\.internal(\\..*)?")) {
            return false;
        }
        Optional<JavaClass> outer = type.getEnclosingClass();
        boolean seen = outer.isPresent() ? isVisible(type, outer.get()) : has(type, JavaModifier.PUBLIC);
        return seen
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer.isEmpty() || isReachable(outer.get()));
    }

    private static boolean isVisible(HasModifiers part, JavaClass owner) {
        return has(part, JavaModifier.PUBLIC)
                || has(part, JavaModifier.PROTECTED) && !has(owner, JavaModifier.FINAL) && !owner.isEnum();
    }

    private static Stream<String> linesOf(JavaClass type) {
        String name = name(type);
        Stream<String> members = Stream.concat(Stream.of(type), hiddenParents(type))
                .flatMap(declarer -> declarer.getMembers().stream())
                .filter(member -> isVisible(member, type))
                .filter(member -> !has(member, JavaModifier.SYNTHETIC) && !has(member, JavaModifier.BRIDGE))
                .filter(member ->
                        !member.getName().equals("<init>") || member.getOwner().equals(type))
                .filter(member -> !isGivenToEveryEnum(type, member))
                .filter(member -> !OF_EVERY_OBJECT.contains(signature(member)))
                .map(member -> name + "." + signature(member) + ": " + rest(member));
        return Stream.concat(Stream.of(name + ": " + declaration(type)), members);
    }

    /** Superclasses that are not API themselves; users see their members on the subclass. */
    private static Stream<JavaClass> hiddenParents(JavaClass type) {
        return type.getAllRawSuperclasses().stream().filter(ApiLines::isHidden);
    }

    private static boolean isHidden(JavaClass type) {
        return type.getPackageName().startsWith("io.pinpipe") && !isReachable(type);
    }

    /** What a type extends and implements; a type that is not API is replaced by its own parents. */
    private static Stream<JavaType> parents(JavaClass type) {
        return Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(parent -> isHidden(parent.toErasure()) ? parents(parent.toErasure()) : Stream.of(parent));
    }

    private static boolean isGivenToEveryEnum(JavaClass type, JavaMember member) {
        return type.isEnum()
                && member instanceof JavaMethod
                && Set.of("values", "valueOf").contains(member.getName());
    }

    private static String declaration(JavaClass type) {
        List<JavaType> parents = parents(type).toList();
        return modifiers(type)
                + sort(type)
                + variables(type.getTypeParameters(), " ", "")
                + names(" extends ", parents.stream().filter(parent -> isExtended(type, parent)))
                + names(" implements ", parents.stream().filter(parent -> !isExtended(type, parent)));
    }

    private static boolean isExtended(JavaClass type, JavaType parent) {
        return type.isInterface() || !parent.toErasure().isInterface();
    }

    private static String names(String before, Stream<? extends JavaType> types) {
        String names = types.map(ApiLines::name)
                .filter(name -> !name.matches("Object|Record|Enum<.*|java\\.lang\\.annotation\\.Annotation"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : before + names;
    }

    private static String sort(JavaClass type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String signature(JavaMember member) {
        if (!(member instanceof JavaCodeUnit unit)) {
            return member.getName();
        }
        String parameters =
                unit.getParameterTypes().stream().map(ApiLines::name).collect(Collectors.joining(", ", "(", ")"));
        return (unit.isConstructor() ? "new" : unit.getName()) + parameters;
    }

    private static String rest(JavaMember member) {
        if (!(member instanceof JavaCodeUnit unit)) {
            return modifiers(member) + name(((JavaField) member).getType());
        }
        return modifiers(unit)
                + variables(unit.getTypeParameters(), "", " ")
                + (unit.isConstructor() ? "constructor" : name(unit.getReturnType()))
                + names(" throws ", unit.getThrowsClause().getTypes().stream());
    }

    private static String modifiers(HasModifiers part) {
        boolean isImplied = part instanceof JavaClass type && (type.isInterface() || type.isRecord() || type.isEnum());
        Stream<String> modifiers = Stream.of(
                        JavaModifier.PROTECTED, JavaModifier.STATIC, JavaModifier.ABSTRACT, JavaModifier.FINAL)
                .filter(part.getModifiers()::contains)
                .filter(modifier -> !(isImplied && modifier != JavaModifier.PROTECTED))
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ");
        return modifiers.collect(Collectors.joining());
    }

    private static String variables(List<? extends JavaTypeVariable<?>> variables, String before, String after) {
        if (variables.isEmpty()) {
            return "";
        }
        return variables.stream().map(ApiLines::variable).collect(Collectors.joining(", ", before + "<", ">" + after));
    }

    private static String variable(JavaTypeVariable<?> variable) {
        String bounds = variable.getBounds().stream()
                .map(ApiLines::name)
                .filter(bound -> !bound.equals("Object"))
                .collect(Collectors.joining(" & "));
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String name(JavaType type) {
        if (type instanceof JavaClass raw && raw.isArray()) {
            return name(raw.getComponentType()) + "[]";
        }
        String name = type.getName();
        return name.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "").replaceAll("\\$(?=[A-Za-z])", ".");
    }

    private static boolean has(HasModifiers part, JavaModifier modifier) {
        return part.getModifiers().contains(modifier);
    }
}
