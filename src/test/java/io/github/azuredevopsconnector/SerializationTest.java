package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.Gson;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Specifies that a serializer reads a valid object, fails, or bypasses the constructors and creates an object whose
 * accessors throw. No serializer writes a token.
 */
class SerializationTest {

    private static final Secrets SECRETS = Secrets.random();

    private static final AuthenticatedUser USER = AuthenticatedUser.of(new UUID(0, 1), "Jane Doe");
    private static final Verified VERIFIED =
            Verified.of(OrganizationUrl.ofOrganization("contoso"), PersonalAccessToken.of(SECRETS.token()), USER);

    /** Returns a row for each public type that is not an exception. */
    static Stream<Row<?>> rows() {
        return Stream.of(
                new Row<>(
                        OrganizationUrl.ofOrganization("contoso"),
                        url -> OrganizationUrl.parse(url.toString()).equals(url),
                        List.of(
                                OrganizationUrl::organization,
                                OrganizationUrl::toUri,
                                OrganizationUrl::tokensPage,
                                url -> url.resolve("_apis"),
                                OrganizationUrl::hashCode,
                                OrganizationUrl::toString),
                        "\"contoso/../x\"",
                        "\"Contoso\"",
                        "\"https://dev.azure.com/contoso\"",
                        "{\"organization\":\"contoso/../x\"}",
                        "{\"organization\":\"contoso/../x\",\"unused\":null}",
                        "[\"contoso/../x\"]",
                        "[\"contoso/../x\",null]"),
                new Row<>(
                        PersonalAccessToken.of(SECRETS.token()),
                        token -> PersonalAccessToken.of(token.reveal()).equals(token),
                        List.of(
                                PersonalAccessToken::reveal,
                                PersonalAccessToken::authorizationHeader,
                                PersonalAccessToken::shape,
                                PersonalAccessToken::hashCode),
                        "\"secret\\n\"",
                        "\"secret\"",
                        "{\"token\":\"secret\\n\"}",
                        "{\"token\":\"secret\\n\",\"unused\":null}",
                        "[\"secret\\n\"]",
                        "[\"secret\\n\",null]"),
                new Row<>(
                        USER,
                        user -> false,
                        List.of(
                                AuthenticatedUser::id,
                                AuthenticatedUser::displayName,
                                AuthenticatedUser::account,
                                user -> user.equals(USER)),
                        "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"displayName\":\"Jane Doe\"}",
                        "[\"00000000-0000-0000-0000-000000000001\",\"Jane Doe\",null]"),
                new Row<>(
                        VERIFIED.connection(),
                        connection -> false,
                        List.of(
                                AzureDevOpsConnection::organizationUrl,
                                AzureDevOpsConnection::organizationId,
                                AzureDevOpsConnection::personalAccessToken,
                                AzureDevOpsConnection::user,
                                connection -> connection.request("_apis"),
                                AzureDevOpsConnection::toString),
                        "{\"template\":{\"organizationUrl\":\"contoso\",\"token\":\"secret\"},\"user\":null}"),
                new Row<>(
                        VERIFIED,
                        verified -> false,
                        List.of(Verified::connection, Verified::message, Verified::orElseThrow, Verified::toString),
                        "{\"connection\":{}}",
                        "{\"connection\":null,\"projectVisible\":true,\"retryAfter\":1}"),
                new Row<>(
                        Rejected.of(Rejected.Reason.TOKEN_EXPIRED),
                        rejected -> false,
                        List.of(
                                Rejected::reason,
                                Rejected::message,
                                Rejected::missingScopes,
                                Rejected::helpPage,
                                Rejected::httpStatus,
                                Rejected::activityId,
                                Rejected::cause,
                                Rejected::toString),
                        "\"TOKEN_EXPIRED\"",
                        "{\"reason\":\"TOKEN_EXPIRED\",\"message\":\"<b>\"}"),
                new Row<>(
                        Inconclusive.of(Inconclusive.Reason.TIMED_OUT),
                        inconclusive -> false,
                        List.of(
                                Inconclusive::reason,
                                Inconclusive::message,
                                Inconclusive::httpStatus,
                                Inconclusive::activityId,
                                Inconclusive::cause,
                                Inconclusive::toString),
                        "\"TIMED_OUT\"",
                        "{\"reason\":\"TIMED_OUT\",\"message\":\"<b>\"}"));
    }

    static List<Serializer> serializers() {
        return Serializer.all();
    }

    static Stream<Arguments> serializersAndRows() {
        return serializers().stream().flatMap(serializer -> rows().map(row -> Arguments.of(serializer, row)));
    }

    @ParameterizedTest
    @MethodSource("serializersAndRows")
    void aSerializerReadsAValidObjectOrAnUnusableOneOrFails(Serializer serializer, Row<?> row) {
        row.documents.forEach(document -> row.check(serializer, document));
    }

    @ParameterizedTest
    @MethodSource("serializersAndRows")
    void aSerializerWritesNoTokenAndReadsItsOwnOutputSafely(Serializer serializer, Row<?> row) {
        String written;
        try {
            written = serializer.write(row.value);
        } catch (Exception | LinkageError e) {
            SECRETS.assertNotIn(PrintedForms.inPrint(e));
            return;
        }
        SECRETS.assertNotIn(List.of(written));
        row.check(serializer, written);
    }

    /** Proves that the serializers work, so that the other tests can fail. */
    @ParameterizedTest
    @MethodSource("serializers")
    void anUnprotectedTypeIsReadAndWritten(Serializer serializer) throws Exception {
        String document = serializer.toString().startsWith("Spring") ? "\"a/../b\"" : "{\"text\":\"a/../b\"}";

        Unprotected value = Objects.requireNonNull(serializer.read(document, Unprotected.class));

        assertThat(value.text).isEqualTo("a/../b");
        assertThat(serializer.write(value)).contains("a/../b");
    }

    /** Shows why no value type has a constructor that takes only a string. */
    @Test
    void jackson2CallsAPrivateConstructorWithOneStringParameter() throws Exception {
        WithPrivateConstructor value =
                Objects.requireNonNull(serializers().get(0).read("\"a/../b\"", WithPrivateConstructor.class));

        assertThat(value.text).isEqualTo("a/../b");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyExceptionsAreSerializedByJava(Row<?> row) {
        assertThat(ObjectStreamClass.lookup(row.type)).isNull();
    }

    @Test
    void aSerializedExceptionKeepsItsMessageAndReason() throws Exception {
        InvalidOrganizationUrlException url =
                new InvalidOrganizationUrlException(InvalidOrganizationUrlException.Reason.EMPTY);
        InvalidPersonalAccessTokenException token =
                new InvalidPersonalAccessTokenException(InvalidPersonalAccessTokenException.Reason.EMPTY);

        assertThat(copyOf(url)).hasToString(url.toString());
        assertThat(copyOf(url).reason()).isEqualTo(url.reason());
        assertThat(copyOf(token)).hasToString(token.toString());
        assertThat(copyOf(token).reason()).isEqualTo(token.reason());
    }

    @Test
    void aSerializedVerificationExceptionLeavesTheResultOut() throws Exception {
        Rejected rejected =
                Rejected.of(new InvalidOrganizationUrlException(InvalidOrganizationUrlException.Reason.EMPTY), null);
        VerificationException exception = new VerificationException(rejected);

        VerificationException copy = copyOf(exception);

        assertThat(copy).hasMessage(rejected.message()).hasCauseInstanceOf(InvalidOrganizationUrlException.class);
        assertThatIllegalStateException().isThrownBy(copy::result).withMessageContaining("serialization");
        assertThat(exception.result()).isSameAs(rejected);
    }

    @SuppressWarnings("unchecked") // a copy has the type of the original
    private static <T extends Serializable> T copyOf(T original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(original);
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    @Test
    @Tag("network")
    void aCallWithAnObjectMadeWithoutAConstructorThrowsAndSendsNothing() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            AzureDevOpsConnector connector = fake.connector();
            Gson gson = new Gson();

            assertThat(catchThrowable(() -> connector.connect(
                            gson.fromJson("{}", OrganizationUrl.class), PersonalAccessToken.of(fake.token()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("through the library");
            assertThat(catchThrowable(() -> connector.connect(
                            OrganizationUrl.ofOrganization("contoso"),
                            gson.fromJson("{\"token\":\"secret\"}", PersonalAccessToken.class))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("through the library");
            assertThat(fake.requests()).isEmpty();
        }
    }

    /** A type with a value to write, documents to read and the check of a valid value. */
    static final class Row<T> {
        final Class<T> type;
        final T value;
        final List<String> documents;
        private final Predicate<T> isValid;
        private final List<Function<T, ?>> accessors;

        @SuppressWarnings("unchecked") // the class of a T
        Row(T value, Predicate<T> isValid, List<Function<T, ?>> accessors, String... documents) {
            this.type = (Class<T>) value.getClass();
            this.value = value;
            this.isValid = isValid;
            this.accessors = accessors;
            this.documents = Stream.concat(Stream.of("{}", "[]", "\"\"", "null"), Stream.of(documents))
                    .collect(Collectors.toList());
        }

        void check(Serializer serializer, String document) {
            T read;
            try {
                read = serializer.read(document, type);
            } catch (Exception | LinkageError e) {
                return; // refused
            }
            assertThat(read == null || cannotBeUsed(read) || isValid(read))
                    .as(serializer + " made an object from " + document)
                    .isTrue();
        }

        private boolean isValid(T object) {
            try {
                return isValid.test(object);
            } catch (IllegalArgumentException e) {
                return false; // the parser refuses the value of the object
            }
        }

        private boolean cannotBeUsed(T object) {
            return accessors.stream()
                    .allMatch(accessor -> failureOf(accessor, object) instanceof IllegalStateException);
        }

        private static <T> @Nullable Throwable failureOf(Function<T, ?> accessor, T object) {
            return catchThrowable(() -> accessor.apply(object));
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    /** A type that every serializer reads. */
    public static final class Unprotected {
        public @Nullable String text;

        public static Unprotected of(String text) {
            Unprotected value = new Unprotected();
            value.text = text;
            return value;
        }

        @Override
        public String toString() {
            return "Unprotected " + text;
        }
    }

    private static final class WithPrivateConstructor {
        final String text;

        @SuppressWarnings("UnusedMethod") // Jackson calls it
        private WithPrivateConstructor(String text) {
            this.text = text;
        }
    }
}
