package dev.nightjar.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a record's fields into an older JSON tree and leaves there what the record doesn't know. */
final class JsonMerge {
  private JsonMerge() {}

  static JsonElement merge(@Nullable JsonElement old, JsonElement fresh, Type type) {
    if (type instanceof Class<?> raw
        && raw.isRecord()
        && fresh instanceof JsonObject freshObject
        && old instanceof JsonObject oldObject) {
      return mergeRecord(oldObject, freshObject, raw);
    }
    if (type instanceof ParameterizedType parameterized
        && parameterized.getRawType() instanceof Class<?> raw) {
      Type content = parameterized.getActualTypeArguments()[0];
      if (raw == Optional.class) {
        return merge(old, fresh, content);
      }
      if (Collection.class.isAssignableFrom(raw)
          && old instanceof JsonArray oldArray
          && fresh instanceof JsonArray freshArray) {
        return mergeList(oldArray, freshArray, content);
      }
    }
    return fresh;
  }

  private static JsonObject mergeRecord(JsonObject old, JsonObject fresh, Class<?> type) {
    JsonObject merged = new JsonObject();
    Map<String, JsonElement> unknown = new LinkedHashMap<>(old.asMap());
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      unknown.remove(name);
      JsonElement value = fresh.get(name);
      if (value != null && !value.isJsonNull()) {
        merged.add(name, merge(old.get(name), value, component.getGenericType()));
      }
    }
    unknown.forEach(merged::add);
    return merged;
  }

  private static JsonArray mergeList(JsonArray old, JsonArray fresh, Type content) {
    Map<JsonElement, JsonElement> byId = new LinkedHashMap<>();
    for (JsonElement element : old) {
      if (element instanceof JsonObject object && object.has("id")) {
        byId.put(object.get("id"), object);
      }
    }
    JsonArray merged = new JsonArray();
    for (JsonElement element : fresh) {
      JsonElement id = element instanceof JsonObject object ? object.get("id") : null;
      merged.add(merge(id == null ? null : byId.get(id), element, content));
    }
    return merged;
  }
}
