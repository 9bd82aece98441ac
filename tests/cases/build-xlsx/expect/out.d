out/one--two.xlsx: \
 ./m.xml \
 ./one.xml \
 ./two.xml
./m.xml:
./one.xml:
./two.xml:
