package dev.nightjar.installer;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Gives the SBOM the hashes of the jars that the package has: some aren't their makers' any more. A
 * pedigree, as CycloneDX calls it, says so.
 */
final class SbomHashes {
  private static final String CHANGED =
      "Nightjar's build has changed this jar: what other systems need is left out of it, or its"
          + " classes are written in a newer format. The hash is of the jar in this package.";

  private SbomHashes() {}

  /** The SBOM, which is written again, and the folder of jars. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Path sbom = Path.of(args[0]);
    Path jars = Path.of(args[1]);
    JsonObject bom = new Gson().fromJson(Files.readString(sbom), JsonObject.class);
    for (JsonElement each : bom.getAsJsonArray("components")) {
      JsonObject component = each.getAsJsonObject();
      Path jar = jars.resolve(text(component, "name") + "-" + text(component, "version") + ".jar");
      if (!Files.exists(jar)) {
        continue; // Annotations, which nothing reads when the program runs.
      }
      JsonObject hash = new JsonObject();
      hash.addProperty("alg", "SHA-256");
      hash.addProperty("content", sha256(jar));
      if (!component.getAsJsonArray("hashes").contains(hash)) {
        JsonArray hashes = new JsonArray();
        hashes.add(hash);
        component.add("hashes", hashes);
        JsonObject pedigree = new JsonObject();
        pedigree.addProperty("notes", CHANGED);
        component.add("pedigree", pedigree);
      }
    }
    Gson format = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    Files.writeString(sbom, format.toJson(bom) + "\n");
  }

  private static String text(JsonObject component, String name) {
    return component.get(name).getAsString();
  }

  private static String sha256(Path jar) throws IOException, GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    return HexFormat.of().formatHex(hash);
  }
}
