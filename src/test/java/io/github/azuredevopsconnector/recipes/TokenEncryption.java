package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.PersonalAccessToken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts tokens with AES-256-GCM. The result is the ID of the key (1 byte), a nonce (12 bytes), the encrypted token
 * and an authentication tag (16 bytes). The organization's ID is associated data (AAD), so it is authenticated but not
 * stored. Thread-safe.
 */
public final class TokenEncryption {

    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;

    private final Map<Integer, SecretKey> keys;
    private final int currentKey;
    private final SecureRandom random = new SecureRandom();

    /** Takes 256-bit AES keys by their IDs, which are 0 to 255, and the ID of the key with which to encrypt. */
    public TokenEncryption(Map<Integer, SecretKey> keys, int currentKey) {
        if (!keys.keySet().stream().allMatch(id -> id >= 0 && id <= 255)) {
            throw new IllegalArgumentException("the ID of a key must be 0 to 255");
        }
        if (!keys.containsKey(currentKey)) {
            throw new IllegalArgumentException("there is no key with the ID " + currentKey);
        }
        this.keys = Map.copyOf(keys);
        this.currentKey = currentKey;
    }

    public byte[] encrypt(PersonalAccessToken token, Optional<UUID> organizationId) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, currentKey, nonce, organizationId)
                .doFinal(token.reveal().getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(1 + NONCE_LENGTH + encrypted.length)
                .put((byte) currentKey)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    /** Throws an exception if the bytes were changed, or if the token was encrypted for another organization. */
    public PersonalAccessToken decrypt(byte[] stored, Optional<UUID> organizationId) throws GeneralSecurityException {
        if (stored.length <= 1 + NONCE_LENGTH + TAG_LENGTH) {
            throw new GeneralSecurityException("The stored token is too short.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        int key = Byte.toUnsignedInt(buffer.get());
        byte[] nonce = new byte[NONCE_LENGTH];
        buffer.get(nonce);
        byte[] encrypted = new byte[buffer.remaining()];
        buffer.get(encrypted);
        try {
            byte[] token =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, organizationId).doFinal(encrypted);
            return PersonalAccessToken.of(new String(token, StandardCharsets.US_ASCII));
        } catch (AEADBadTagException e) {
            throw new GeneralSecurityException(
                    "The stored token was changed, or was encrypted for another organization or with another key.", e);
        }
    }

    /** Encrypts a stored token again if it was not encrypted with the current key. Otherwise returns the same array. */
    public byte[] withCurrentKey(byte[] stored, Optional<UUID> organizationId) throws GeneralSecurityException {
        PersonalAccessToken token = decrypt(stored, organizationId);
        return Byte.toUnsignedInt(stored[0]) == currentKey ? stored : encrypt(token, organizationId);
    }

    private Cipher cipher(int mode, int key, byte[] nonce, Optional<UUID> organizationId)
            throws GeneralSecurityException {
        SecretKey secretKey = keys.get(key);
        if (secretKey == null) {
            throw new GeneralSecurityException("There is no key with the ID " + key + ".");
        }
        Cipher cipher = Cipher.getInstance("AES_256/GCM/NoPadding");
        cipher.init(mode, secretKey, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
        cipher.updateAAD(organizationId.map(UUID::toString).orElse("").getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
