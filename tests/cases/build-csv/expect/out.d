out/one--two.csv: \
 ./m.xml \
 ./one.xml \
 ./two.xml
./m.xml:
./one.xml:
./two.xml:
