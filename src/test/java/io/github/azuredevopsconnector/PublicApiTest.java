package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the public types and the module with text files that are reviewed whenever they change. */
class PublicApiTest {

    @Test
    void thePublicApiIsTheReviewedOne() throws Exception {
        List<String> surface = new ArrayList<>(moduleLines(module()));
        surface.addAll(surface(AzureDevOpsConnector.class));

        assertReviewed(surface, "public-api.txt");
    }

    @Test
    void theApiOfTheTestingPackageIsTheReviewedOne() throws Exception {
        assertReviewed(surface(FakeAzureDevOps.class), "testing-api.txt");
    }

    private static void assertReviewed(List<String> surface, String file) throws Exception {
        Path reviewed = Path.of(PublicApiTest.class.getResource(file).toURI());
        Path actual = Files.write(classes(AzureDevOpsConnector.class).resolveSibling(file), surface);

        assertThat(actual)
                .as(
                        "The public surface is not the reviewed one. If the change is intended, describe it in "
                                + "CHANGELOG.md, and renew the file: cp target/%s src/test/resources/io/github/azuredevopsconnector/",
                        file)
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(reviewed, UTF_8);
    }

    @Test
    void theModuleExportsOnePackageAndOpensNoPackage() throws Exception {
        ModuleDescriptor module = module();

        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::toString)
                .containsExactly(PublicApiTest.class.getPackageName());
        assertThat(module.opens()).isEmpty();
        assertThat(module.isOpen()).isFalse();
    }

    private static List<String> surface(Class<?> anyOfThePackage) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Class<?> type : publicTypes(anyOfThePackage)) {
            lines.add("");
            lines.addAll(typeLines(type));
        }
        return lines;
    }

    private static List<String> moduleLines(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        lines.add(lowerCase(module.modifiers()) + "module " + module.name());
        module.exports().stream()
                .sorted()
                .map(exports -> "  exports " + exports)
                .forEach(lines::add);
        module.requires().stream()
                .sorted()
                .map(requires -> "  requires " + lowerCase(requires.modifiers()) + requires.name())
                .forEach(lines::add);
        module.uses().stream().sorted().map(uses -> "  uses " + uses).forEach(lines::add);
        module.provides().stream()
                .sorted()
                .map(provides -> "  provides " + provides)
                .forEach(lines::add);
        return lines;
    }

    private static String lowerCase(Set<? extends Enum<?>> modifiers) {
        return modifiers.stream()
                .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static List<String> typeLines(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(declaration(type));
        if (type.isEnum()) {
            Stream.of(type.getEnumConstants()).map(constant -> "  " + constant).forEach(lines::add);
        }
        Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> !field.isEnumConstant())
                                .filter(PublicApiTest::isVisible)
                                .map(PublicApiTest::declaration),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(PublicApiTest::isVisible)
                                .map(PublicApiTest::declaration),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(PublicApiTest::isVisible)
                                .filter(method -> !isOfEveryEnum(method))
                                .map(PublicApiTest::declaration))
                .flatMap(members -> members.sorted())
                .map(member -> "  " + member)
                .forEach(lines::add);
        return lines;
    }

    private static String declaration(Class<?> type) {
        // An enum without constant bodies is implicitly final, and a nested enum is implicitly static.
        int implied = type.isEnum() ? Modifier.FINAL | Modifier.STATIC : 0;
        String keyword = type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
        StringBuilder declaration = new StringBuilder(modifiers(type.getModifiers() & ~implied))
                .append(keyword)
                .append(' ')
                .append(name(type))
                .append(typeParameters(type.getTypeParameters()));
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isEnum()) {
            declaration.append(" extends ").append(name(parent));
        }
        if (type.getGenericInterfaces().length > 0) {
            declaration
                    .append(" implements ")
                    .append(Arrays.stream(type.getGenericInterfaces())
                            .map(PublicApiTest::name)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return declaration.toString();
    }

    private static String declaration(Field field) {
        return modifiers(field.getModifiers()) + nullness(field.getAnnotatedType()) + name(field.getGenericType()) + " "
                + field.getName();
    }

    private static String declaration(Constructor<?> constructor) {
        return modifiers(constructor.getModifiers()) + "new" + signature(constructor);
    }

    private static String declaration(Method method) {
        String parameters = typeParameters(method.getTypeParameters());
        return modifiers(method.getModifiers())
                + (parameters.isEmpty() ? "" : parameters + " ")
                + nullness(method.getAnnotatedReturnType())
                + name(method.getGenericReturnType())
                + " "
                + method.getName()
                + signature(method);
    }

    private static String signature(Executable executable) {
        Type[] types = executable.getGenericParameterTypes();
        AnnotatedType[] annotated = executable.getAnnotatedParameterTypes();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            parameters.add(nullness(annotated[i]) + name(types[i]));
        }
        String exceptions = Arrays.stream(executable.getGenericExceptionTypes())
                .map(PublicApiTest::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return "(" + String.join(", ", parameters) + ")" + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables)
                .map(variable -> variable
                        + Arrays.stream(variable.getAnnotatedBounds())
                                .map(bound -> nullness(bound) + name(bound.getType()))
                                .collect(Collectors.joining(" & ", " extends ", "")))
                .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String nullness(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }

    /** Returns the name as in source code, without this package and those of the JDK. */
    private static String name(Type type) {
        return type.getTypeName()
                .replace(PublicApiTest.class.getPackageName() + ".", "")
                .replaceAll("\\bjava(\\.[a-z]+)+\\.", "")
                .replace('$', '.');
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & ~Modifier.TRANSIENT & ~Modifier.VOLATILE);
        return text.isEmpty() ? "" : text + " ";
    }

    private static boolean isOfEveryEnum(Method method) {
        return method.getDeclaringClass().isEnum()
                && (method.getName().equals("values") || method.getName().equals("valueOf"));
    }

    private static boolean isVisible(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && !member.isSynthetic();
    }

    /** Returns whether the type and all types around it are public or protected. */
    private static boolean isVisible(@Nullable Class<?> type) {
        return type == null
                || ((type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                        && isVisible(type.getEnclosingClass()));
    }

    private static List<Class<?>> publicTypes(Class<?> anyOfThePackage) throws Exception {
        List<Class<?>> types = new ArrayList<>();
        String packageName = anyOfThePackage.getPackageName();
        try (Stream<Path> files = Files.list(classes(anyOfThePackage).resolve(packageName.replace('.', '/')))) {
            for (String name : files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .sorted()
                    .collect(Collectors.toList())) {
                types.add(Class.forName(packageName + "." + name, false, PublicApiTest.class.getClassLoader()));
            }
        }
        return types.stream().filter(PublicApiTest::isVisible).collect(Collectors.toList());
    }

    private static ModuleDescriptor module() throws IOException, URISyntaxException {
        try (InputStream in =
                Files.newInputStream(classes(AzureDevOpsConnector.class).resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        }
    }

    /** Returns the folder of a class and of the classes that were compiled with it. */
    private static Path classes(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
