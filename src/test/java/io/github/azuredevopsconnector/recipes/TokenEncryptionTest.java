package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.azuredevopsconnector.PersonalAccessToken;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the recipe {@link TokenEncryption}. */
class TokenEncryptionTest {

    private static final SecretKey OLD_KEY = key(0x11, 32);
    private static final SecretKey NEW_KEY = key(0xA5, 32);
    private static final PersonalAccessToken TOKEN = PersonalAccessToken.of("not-a-real-token");
    private static final Optional<UUID> CONTOSO = Optional.of(UUID.fromString("0c0ffee0-1234-4abc-9def-00000000c0de"));

    private final TokenEncryption encryption = new TokenEncryption(Map.of(1, OLD_KEY, 200, NEW_KEY), 200);

    /** Node.js encrypted these tokens with {@code crypto.createCipheriv}, which uses OpenSSL. */
    @ParameterizedTest
    @CsvSource({
        "01000102030405060708090a0b7d8cc23e1a8e479175d4feebabc49248a18c0a3679d34674e5fcffa3a8a54dfb,"
                + "0c0ffee0-1234-4abc-9def-00000000c0de, not-a-real-token",
        "c8ffeeddccbbaa9988776655444822b64e0c961d1d8fcf84fd5253c740448db9787badebf16503127be77bba01,"
                + "0c0ffee0-1234-4abc-9def-00000000c0de, not-a-real-token",
        "010f0e0d0c0b0a090807060504c6bce22aa53f8af529ffaa1a74bbc5da2fe090f77bd553baae6386d6f6c0176b5a837005eff4e99de"
                + "55caf38eaf43aa80b7ab2,, another-token-of-a-different-length"
    })
    void aKnownCiphertextIsDecrypted(String stored, @Nullable UUID organizationId, String token) throws Exception {
        assertThat(encryption.decrypt(bytes(stored), Optional.ofNullable(organizationId)))
                .isEqualTo(PersonalAccessToken.of(token));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 84, 4_096})
    void theResultIsTheKeyIdTheNonceTheEncryptedTokenAndTheTag(int length) throws Exception {
        PersonalAccessToken token = PersonalAccessToken.of("x".repeat(length));

        byte[] stored = encryption.encrypt(token, CONTOSO);

        assertThat(stored).hasSize(1 + 12 + length + 16).startsWith((byte) 200);
        assertThat(encryption.decrypt(stored, CONTOSO)).isEqualTo(token);
    }

    @Test
    void everyNonceIsFresh() throws Exception {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(Arrays.toString(Arrays.copyOfRange(encryption.encrypt(TOKEN, CONTOSO), 1, 13)));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void aFlippedBitInAnyByteIsRefused() throws Exception {
        byte[] stored = encryption.encrypt(TOKEN, CONTOSO);
        for (int bit = 0; bit < 8 * stored.length; bit++) {
            byte[] changed = stored.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertRefused(encryption, changed, CONTOSO);
        }
    }

    @Test
    void aCiphertextOfAnotherLengthIsRefused() throws Exception {
        byte[] stored = encryption.encrypt(TOKEN, CONTOSO);
        for (int length = 0; length < stored.length; length++) {
            assertRefused(encryption, Arrays.copyOf(stored, length), CONTOSO);
        }
        assertRefused(encryption, Arrays.copyOf(stored, stored.length + 1), CONTOSO);
    }

    @Test
    void aCiphertextThatWasEncryptedForAnotherOrganizationIsRefused() throws Exception {
        assertRefused(encryption, encryption.encrypt(TOKEN, CONTOSO), Optional.of(UUID.randomUUID()));
        assertRefused(encryption, encryption.encrypt(TOKEN, CONTOSO), Optional.empty());
        assertRefused(encryption, encryption.encrypt(TOKEN, Optional.empty()), CONTOSO);
    }

    @Test
    void aCiphertextThatWasEncryptedWithAnotherKeyIsRefused() throws Exception {
        byte[] stored = encryption.encrypt(TOKEN, CONTOSO);

        assertRefused(new TokenEncryption(Map.of(200, OLD_KEY), 200), stored, CONTOSO);
        assertThatThrownBy(() -> new TokenEncryption(Map.of(1, OLD_KEY), 1).decrypt(stored, CONTOSO))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("There is no key with the ID 200.");
    }

    @Test
    void aTokenIsEncryptedWithTheNewKeyWhenTheKeyIsRotated() throws Exception {
        byte[] before = new TokenEncryption(Map.of(1, OLD_KEY), 1).encrypt(TOKEN, CONTOSO);

        byte[] after = encryption.withCurrentKey(before, CONTOSO);

        assertThat(new TokenEncryption(Map.of(200, NEW_KEY), 200).decrypt(after, CONTOSO))
                .isEqualTo(TOKEN);
        assertThat(encryption.withCurrentKey(after, CONTOSO)).isSameAs(after);
    }

    @Test
    void aKeyOf128BitsIsRefused() {
        assertThatThrownBy(() -> new TokenEncryption(Map.of(1, key(0x11, 16)), 1).encrypt(TOKEN, CONTOSO))
                .isInstanceOf(InvalidKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void aKeyIdThatDoesNotFitIntoAByteIsRefused(int id) {
        assertThatThrownBy(() -> new TokenEncryption(Map.of(1, OLD_KEY, id, NEW_KEY), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the ID of a key must be 0 to 255");
    }

    @Test
    void aCurrentKeyThatIsNotAmongTheKeysIsRefused() {
        assertThatThrownBy(() -> new TokenEncryption(Map.of(1, OLD_KEY), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no key with the ID 2");
    }

    private static void assertRefused(TokenEncryption encryption, byte[] stored, Optional<UUID> organizationId) {
        assertThatThrownBy(() -> encryption.decrypt(stored, organizationId))
                .isInstanceOf(GeneralSecurityException.class)
                .message()
                .matches("The stored token (is too short|was changed, or was encrypted for another organization or with"
                        + " another key)\\.|There is no key with the ID \\d+\\.");
    }

    private static SecretKey key(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
