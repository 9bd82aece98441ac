out/one--two.xlsx: \
 ./m.xml \
 ./one.xml \
 ./two.xml
